import type { LinkState, StreamInfo, StreamStatistics, WaitingFor } from '#contracts/link';
import type { AccessUnit } from '#core/media/access-unit';
import { ArrivalJitter } from '#core/media/arrival-jitter';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { QueueDrops } from '#core/media/delivery-queue';
import { largestTaken, type TakenSize } from '#core/media/encoding/taken-size';
import { KeyGate } from '#core/media/key-gate';
import { PictureGroup } from '#core/media/picture-group';
import { Rate } from '#core/media/rate';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../clock';

/** What a stream tells its subscribers. None of these may throw or block. */
export interface Subscriber {
  picture(unit: AccessUnit): void;
  telemetry(values: Telemetry, receiveUs: number): void;
  state(): void;
  /** A piece of the stream's sound; for a subscriber that takes it. */
  audio?(chunk: AudioChunk): void;
  /** What its queue lost so far, for a subscriber that has one. */
  readonly drops?: QueueDrops;
  /** How large it takes the pictures; absent: as they are. It may change at any time. */
  readonly taken?: TakenSize;
}

/** What hears of everything after all subscribers, and is no reason to fetch the stream. None of these may throw or block. */
export type Tap = Pick<Subscriber, 'picture' | 'telemetry' | 'audio'>;

const NO_DROPS: QueueDrops = { overtaken: 0, overflow: 0, waitingForKey: 0 };

/** What the station knows under one id: state, format, statistics, the pictures since the last key picture, telemetry. */
export class Stream {
  /** Changed by the hub alone. */
  info: StreamInfo;
  video: LinkState = { state: 'connecting' };
  telemetryLink: LinkState = { state: 'connecting' };
  /** The last telemetry, and when it came. */
  lastTelemetry: { readonly values: Telemetry; readonly receiveUs: number } | undefined;
  /** The last piece of sound: what it is made of; `undefined` where the stream has none so far. */
  lastAudio: AudioChunk | undefined;
  /** Profile, level and size, as people write them; empty until known. */
  format = '';
  /** When the last picture arrived, decodable or not; `undefined` before the first. */
  lastPictureUs: number | undefined;
  /** Asked for with the statistics; set by the stream's source, where it looks for pictures' ends. */
  pictureEnds: () => StreamStatistics['pictureEnds'] = () => ({ found: 0, waited: {} });
  readonly #subscribers = new Set<Subscriber>();
  readonly #taps = new Set<Tap>();
  #dropsOfFormer = NO_DROPS;
  readonly #wantedListeners = new Set<(wanted: boolean) => void>();
  #uses = 0;
  readonly #group = new PictureGroup();
  readonly #gate = new KeyGate();
  readonly #byteRate = new Rate();
  readonly #pictureRate = new Rate();
  readonly #jitter = new ArrivalJitter();
  /** Pictures since the last key picture; 0 after a break, which makes a group incomplete. */
  #inGroup = 0;
  #groupLength: number | undefined;
  #bytes = 0;
  #pictures = 0;
  #faults = 0;
  #telemetryFaults = 0;
  #opened = 0;
  #reconnects = 0;

  constructor(info: StreamInfo) {
    this.info = info;
  }

  /** Adds a subscriber and gives it the pictures since the last key picture at once. */
  subscribe(subscriber: Subscriber): () => void {
    const release = this.hold();
    this.#subscribers.add(subscriber);
    subscriber.state();
    for (const unit of this.#group.pictures) subscriber.picture(unit);
    if (this.lastTelemetry) subscriber.telemetry(this.lastTelemetry.values, this.lastTelemetry.receiveUs);
    return () => {
      if (this.#subscribers.delete(subscriber)) this.#dropsOfFormer = addDrops(this.#dropsOfFormer, subscriber.drops);
      release();
    };
  }

  /** Adds what hears of everything from here on, after those who watch. Returns what takes it off. */
  tap(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => this.#taps.delete(tap);
  }

  /** Whether anybody watches, or holds the stream. */
  get wanted(): boolean {
    return this.#uses > 0;
  }

  /** Has the stream fetched though nobody may watch it, until the release that it returns. */
  hold(): () => void {
    this.#uses++;
    if (this.#uses === 1) this.#tellWanted();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#uses--;
      if (this.#uses === 0) this.#tellWanted();
    };
  }

  /** Who takes it at this moment. */
  get subscribers(): Iterable<Subscriber> {
    return this.#subscribers;
  }

  /** How large its pictures are taken: what serves all who take them. */
  get taken(): TakenSize {
    return largestTaken(Array.from(this.#subscribers, ({ taken = 'full' }) => taken));
  }

  /** Calls back when the first comes to watch or hold, and when the last has gone. */
  onWanted(listener: (wanted: boolean) => void): () => void {
    this.#wantedListeners.add(listener);
    return () => this.#wantedListeners.delete(listener);
  }

  /** The next picture of the stream. Nothing passes until the first key picture. */
  publish(unit: AccessUnit): void {
    this.#pictures++;
    this.lastPictureUs = unit.receiveUs;
    this.#pictureRate.add(1, unit.receiveUs);
    this.#jitter.add(unit.receiveUs, unit.captureUs);
    if (!this.#gate.admit(unit.key, true)) {
      this.waitFor('key-picture');
      return;
    }
    this.waitFor(undefined);
    this.#countInGroup(unit.key);
    this.#group.push(unit);
    for (const subscriber of this.#subscribers) subscriber.picture(unit);
    for (const tap of this.#taps) tap.picture(unit);
  }

  #countInGroup(key: boolean): void {
    if (key && this.#inGroup > 0) this.#groupLength = this.#inGroup;
    this.#inGroup = key ? 1 : this.#inGroup + 1;
  }

  publishTelemetry(values: Telemetry): void {
    const receiveUs = nowUs();
    this.lastTelemetry = { values, receiveUs };
    for (const subscriber of this.#subscribers) subscriber.telemetry(values, receiveUs);
    for (const tap of this.#taps) tap.telemetry(values, receiveUs);
  }

  /** The next piece of sound. Nobody who comes later is given it. */
  publishAudio(chunk: AudioChunk): void {
    this.lastAudio = chunk;
    for (const subscriber of this.#subscribers) subscriber.audio?.(chunk);
    for (const tap of this.#taps) tap.audio?.(chunk);
  }

  setVideo(state: LinkState): void {
    if (state.state === 'connecting') this.#jitter.reset();
    if (state.state === 'open' && state.lastDataUs === undefined && this.#opened++ > 0) this.#reconnects++;
    const waitingFor = state.state === 'open' ? (this.#waitingFor ?? 'picture') : undefined;
    this.video = state.state === 'open' && waitingFor && !this.#live ? { ...state, waitingFor } : state;
    this.#tellState();
  }

  setTelemetryLink(state: LinkState): void {
    this.telemetryLink = state;
    this.#tellState();
  }

  #waitingFor: WaitingFor | undefined = 'picture';
  get #live(): boolean {
    return this.#waitingFor === undefined;
  }

  /** Says what the video lacks before a picture can be shown; `undefined` for nothing. */
  waitFor(what: WaitingFor | undefined): void {
    if (this.#waitingFor === what) return;
    this.#waitingFor = what;
    if (this.video.state !== 'open') return;
    const { waitingFor: _, ...open } = this.video;
    this.video = what === undefined ? open : { ...open, waitingFor: what };
    this.#tellState();
  }

  /** The pictures broke off, or one was lost: what follows waits for a key picture, and the group is no use any more. */
  broke(): void {
    this.#gate.shut();
    this.#group.clear();
    this.#inGroup = 0;
    this.waitFor('picture');
  }

  countBytes(bytes: number): void {
    this.#bytes += bytes;
    this.#byteRate.add(bytes, nowUs());
  }

  countFault(): void {
    this.#faults++;
  }

  countTelemetryFault(): void {
    this.#telemetryFaults++;
  }

  /** Pictures that all subscribers together did not get, those who have gone among them. Only grows. */
  get deliveryDrops(): QueueDrops {
    let sum = this.#dropsOfFormer;
    for (const { drops } of this.#subscribers) sum = addDrops(sum, drops);
    return sum;
  }

  /** @param viewerDrops what the asking subscriber lost */
  statistics(viewerDrops = NO_DROPS): StreamStatistics {
    const now = nowUs();
    const { jitterUs } = this.#jitter;
    return {
      ...(this.#groupLength !== undefined && { groupLength: this.#groupLength }),
      ...(jitterUs !== undefined && { jitterMs: jitterUs / 1000 }),
      ...(this.lastPictureUs !== undefined && { lastPictureAgeMs: (now - this.lastPictureUs) / 1000 }),
      ...(this.video.state === 'open' && { uptimeMs: (now - this.video.sinceUs) / 1000 }),
      subscribers: this.#subscribers.size,
      droppedBeforeKey: this.#gate.dropped,
      bytes: this.#bytes,
      pictures: this.#pictures,
      bitsPerSecond: this.#byteRate.perSecond(now) * 8,
      picturesPerSecond: this.#pictureRate.perSecond(now),
      faults: this.#faults,
      reconnects: this.#reconnects,
      telemetryFaults: this.#telemetryFaults,
      droppedForViewer: viewerDrops.overtaken + viewerDrops.overflow + viewerDrops.waitingForKey,
      viewerDrops,
      pictureEnds: this.pictureEnds(),
      format: this.format,
    };
  }

  #tellWanted(): void {
    for (const listener of this.#wantedListeners) listener(this.wanted);
  }

  #tellState(): void {
    for (const subscriber of this.#subscribers) subscriber.state();
  }
}

function addDrops(a: QueueDrops, b: QueueDrops = NO_DROPS): QueueDrops {
  return {
    overtaken: a.overtaken + b.overtaken,
    overflow: a.overflow + b.overflow,
    waitingForKey: a.waitingForKey + b.waitingForKey,
  };
}
