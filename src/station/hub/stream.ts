import {
  type LinkRole,
  type LinkState,
  linkRolesOf,
  type StreamInfo,
  type StreamLinks,
  type StreamStatistics,
  type WaitingFor,
} from '#contracts/link';
import { ColourCorrector } from '#core/bitstream/colour-corrector';
import type { ForeignFormat } from '#core/bitstream/foreign-format';
import type { ColourCorrection } from '#core/colour/correction';
import type { InspectionSection, InspectorView } from '#core/inspection/inspection';
import { type AccessUnit, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { QueueDrops } from '#core/media/delivery-queue';
import type { TakenSize } from '#core/media/encoding/taken-size';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../clock';
import { Demand } from './demand';
import { EntryWait } from './entry-wait';
import { FanOut } from './fan-out';
import { NO_DROPS } from './queue-drops';
import { StreamCounts } from './stream-counts';
import { StreamStatus } from './stream-status';
import type { Subscriber, Tap } from './subscriber';

export type { Subscriber, Tap } from './subscriber';

/** What reads the stream's pictures out of its bytes knows of them. */
type Reading = Pick<StreamStatistics, 'pictureEnds' | 'countsOtherwise'>;

/** Says what is on a link, for who looks. */
type Inspector = (view: InspectorView) => readonly InspectionSection[];

const READS_NOTHING: Reading = { pictureEnds: { found: 0, waited: {} } };

/**
 * What the station knows under one id: who takes it (`FanOut`), whether it is wanted (`Demand`), how its links do
 * (`StreamStatus`) and what was counted (`StreamCounts`).
 */
export class Stream {
  /** Changed by the hub alone. */
  info: StreamInfo;
  readonly #fanOut = new FanOut();
  readonly #demand = new Demand();
  readonly #status: StreamStatus;
  readonly #counts = new StreamCounts();
  readonly #entryWait = new EntryWait();
  readonly #colours = new ColourCorrector();
  readonly #inspectors = new Map<LinkRole, Inspector>();
  #format = '';
  #reading: Reading = READS_NOTHING;

  constructor(info: StreamInfo) {
    this.info = info;
    this.#status = new StreamStatus(linkRolesOf(info), () => this.#fanOut.tellState());
  }

  /** Adds a subscriber and gives it the pictures since the last entry at once. @returns the unsubscribe */
  subscribe(subscriber: Subscriber): () => void {
    const release = this.#demand.hold();
    const unsubscribe = this.#fanOut.subscribe(subscriber);
    return () => {
      unsubscribe();
      release();
    };
  }

  /** Adds what hears of everything from here on, after all subscribers, and is no reason to fetch the stream. @returns what takes it off */
  tap(tap: Tap): () => void {
    return this.#fanOut.tap(tap);
  }

  /** Who takes it at this moment. */
  get subscribers(): ReadonlySet<Subscriber> {
    return this.#fanOut.subscribers;
  }

  /** How large its pictures are taken: what serves all who take them. */
  get taken(): TakenSize {
    return this.#fanOut.taken;
  }

  /** Whether its pictures come and a newcomer can begin with none of them, nor soon. */
  get lacksEntry(): boolean {
    return this.#fanOut.isEmpty && this.#entryWait.isLong;
  }

  /** Whether at least one watches, or holds the stream. */
  get wanted(): boolean {
    return this.#demand.wanted;
  }

  /** Has the stream fetched without a subscriber, until the release that it returns. */
  hold(): () => void {
    return this.#demand.hold();
  }

  /** Calls back when the first comes to watch or hold, and when the last has gone. @returns the unsubscribe */
  onWanted(listener: (wanted: boolean) => void): () => void {
    return this.#demand.onWanted(listener);
  }

  /** What its camera says of its colours, put right from the next key picture on, for all who take it. */
  correctColours(correction: ColourCorrection): void {
    this.#colours.correction = correction;
  }

  /** The next picture of the stream. Nothing passes until the first entry. */
  publish(picture: AccessUnit): void {
    const unit = this.#colours.take(picture);
    const begins = isEntry(unit);
    this.#counts.came(unit);
    this.#entryWait.see(begins);
    const admitted = this.#fanOut.admit(unit);
    if (!admitted) {
      this.#counts.waited();
      return this.waitFor(this.#entryWait.isLong ? 'entry' : 'key-picture');
    }
    this.#counts.passed(begins);
    this.waitFor(undefined);
    this.#fanOut.give(admitted);
  }

  /** A picture came that is not fit to be shown. @param fault its kind */
  holdBack(unit: AccessUnit, fault: string): void {
    this.#counts.heldBack(unit, fault);
  }

  /**
   * The pictures broke off, or one was lost: what follows waits for an entry.
   *
   * @param fault the kind of fault that was the cause, where it was one
   */
  broke(fault?: string): void {
    this.#counts.broke(fault);
    this.#fanOut.broke();
    this.waitFor('picture');
  }

  /** Has a source say what is on its link of a role, for people who ask. @param inspect `undefined`: it says nothing more */
  setInspector(role: LinkRole, inspect: Inspector | undefined): void {
    if (inspect) this.#inspectors.set(role, inspect);
    else this.#inspectors.delete(role);
  }

  /** What its sources know of their links at this moment. */
  inspect(view: InspectorView): readonly InspectionSection[] {
    return [...this.#inspectors.values()].flatMap((inspect) => inspect(view));
  }

  publishTelemetry(values: Telemetry): void {
    this.#fanOut.giveTelemetry(values, nowUs());
  }

  /** Whether anybody takes the packets of the vehicle's link: what is not wanted need not be published. */
  get wantsPackets(): boolean {
    return this.#fanOut.wantsPackets;
  }

  /** A packet of the vehicle's link as it came, µs on the station's clock; its bytes may be reused after the call. */
  publishPacket(bytes: Uint8Array, receiveUs: number): void {
    this.#fanOut.givePacket(bytes, receiveUs);
  }

  /** The next piece of sound. Those who come later are not given it. */
  publishAudio(chunk: AudioChunk): void {
    this.#fanOut.giveAudio(chunk);
  }

  /** The last telemetry, and when it came. */
  get lastTelemetry(): FanOut['lastTelemetry'] {
    return this.#fanOut.lastTelemetry;
  }

  /** The last piece of sound: what it is made of; `undefined` where the stream has none so far. */
  get lastAudio(): AudioChunk | undefined {
    return this.#fanOut.lastAudio;
  }

  /** Says what the sound is made of, before any of it comes. */
  set lastAudio(chunk: AudioChunk | undefined) {
    this.#fanOut.lastAudio = chunk;
  }

  /** How each of its links does: one source may have all of them, or several sources one each. */
  get links(): StreamLinks {
    return this.#status.links;
  }

  /** @param state `undefined` where its source has no such link, or no more */
  setLink(role: LinkRole, state: LinkState | undefined): void {
    if (role === 'video' && state) this.#counts.linked(state);
    this.#status.setLink(role, state);
  }

  /** See `StreamStatus`. */
  waitFor(what: WaitingFor | undefined, found?: ForeignFormat): void {
    this.#status.waitFor(what, found);
  }

  /** Whether pictures come at this moment that can be shown. */
  get givesPictures(): boolean {
    const { video } = this.links;
    return video?.state === 'open' && video.waitingFor === undefined && this.lastPictureUs !== undefined;
  }

  /** When the last picture arrived, decodable or not, µs; `undefined` before the first. */
  get lastPictureUs(): number | undefined {
    return this.#counts.lastPictureUs;
  }

  /** Profile, level and size, as people write them; empty until known. */
  get format(): string {
    return this.#format;
  }

  setFormat(text: string): void {
    this.#format = text;
  }

  /** @param reading asked for with the statistics, from here on */
  readBy(reading: Reading): void {
    this.#reading = reading;
  }

  countBytes(bytes: number): void {
    this.#counts.received(bytes, nowUs());
  }

  countFault(): void {
    this.#counts.fault();
  }

  countTelemetryFault(): void {
    this.#counts.telemetryFault();
  }

  /** Pictures that all subscribers together did not get, those who have gone among them. Only grows. */
  get deliveryDrops(): QueueDrops {
    return this.#fanOut.deliveryDrops;
  }

  /** @param viewerDrops what the asking subscriber lost */
  statistics(viewerDrops = NO_DROPS): StreamStatistics {
    const now = nowUs();
    const { video } = this.links;
    return {
      ...this.#counts.statistics(now),
      ...(video?.state === 'open' && { uptimeMs: (now - video.sinceUs) / 1000 }),
      ...(this.#reading.countsOtherwise && { countsOtherwise: true }),
      subscribers: this.subscribers.size,
      droppedBeforeKey: this.#fanOut.droppedBeforeKey,
      droppedForViewer: viewerDrops.overtaken + viewerDrops.overflow + viewerDrops.waitingForKey,
      viewerDrops,
      pictureEnds: this.#reading.pictureEnds,
      format: this.format,
    };
  }
}
