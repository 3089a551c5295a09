import { randomUUID } from 'node:crypto';
import type { AccessUnit } from '#core/media/access-unit';
import { type AudioChunk, audioLengthUs } from '#core/media/audio-chunk';
import { UsualDistance } from '#core/media/usual-distance';
import { LeadIn } from '#core/recording/lead-in';
import { PictureClock } from '#core/recording/picture-clock';
import { TelemetryPace, type TimedTelemetry } from '#core/recording/telemetry/pace';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../../clock';
import type { Stream, Subscriber } from '../../hub/stream';
import type { BufferMark } from '../rewind/stream-buffer';
import { isDiskFull } from './failure';
import { inTime } from './in-time';
import { Inbox, type RecordItem } from './inbox';
import { itemOf, type PreRoll, PreRollEnd } from './pre-roll';
import {
  NOTHING_RECORDED,
  type RecordEffect,
  type RecordEvent,
  type RecordState,
  type SegmentBounds,
  stepRecord,
} from './record-step';
import { RecordingFile } from './recording-file';

/** A fragment at least this often: what a crash takes is at most this, and the picture that was last. */
const FLUSH_MS = 500;
/** A fragment is no larger than this and one picture. */
const MAX_FRAGMENT_BYTES = 8 * 1024 * 1024;

export interface StreamRecorderOptions {
  /** Where files are begun; asked for each, where it is a function. */
  readonly folder: string | (() => Promise<string>);
  readonly pattern: string;
  /** The rights of its files; absent: for this user alone. */
  readonly mode?: number | undefined;
  readonly segment: SegmentBounds;
  readonly stream: { readonly id: string; readonly name: string };
  readonly preRoll?: PreRoll | undefined;
  /** Set in the time of the pre-roll. */
  readonly marks?: readonly BufferMark[];
  /** A file began, grew, or ended. */
  onFile(file: RecordingFile, isOpen: boolean): void;
  /** What came must wait, since the disk has not taken what came before; called twice a second. */
  readonly onWait?: () => void;
  /** The disk refused; the recorder has ended. */
  onFailure(error: unknown): void;
}

/**
 * Records one stream, whichever `Stream` stands for it at the time, into one file after another. The rules are in
 * `record-step.ts`; here are the inbox, the disk and the timer.
 */
export class StreamRecorder implements Subscriber {
  readonly #options: StreamRecorderOptions;
  readonly #inbox = new Inbox();
  readonly #pace = new TelemetryPace();
  readonly #session = randomUUID();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #clock = new PictureClock();
  readonly #leadIn = new LeadIn();
  #state: RecordState = NOTHING_RECORDED;
  #file: RecordingFile | undefined;
  #folder: string | undefined;
  #preRoll: PreRoll | undefined;
  readonly #distance = new UsualDistance();
  readonly #preRollEnd = new PreRollEnd();
  #writtenReceiveUs = 0;
  /** When the disk took something last, while it is asked to. */
  #progressNs = 0n;
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isAsking = false;
  #isEnding = false;

  constructor(options: StreamRecorderOptions) {
    this.#options = options;
    this.#preRoll = options.preRoll;
    for (const { atUs, label } of options.marks ?? []) this.#inbox.add({ type: 'mark', us: atUs, text: label });
    this.#timer = setInterval(() => this.#pump(), FLUSH_MS);
  }

  /** Takes a stream up. @returns what lets go of it */
  attach(stream: Stream): () => void {
    if (stream.lastAudio) this.#decide({ type: 'sound-known', chunk: stream.lastAudio });
    return stream.subscribe(this);
  }

  picture(unit: AccessUnit): void {
    this.#inbox.picture(unit);
  }

  audio(chunk: AudioChunk): void {
    this.#inbox.add({ type: 'sound', chunk });
  }

  telemetry(values: Telemetry, receiveUs: number): void {
    this.#note(this.#pace.take({ values, receiveUs }));
  }

  #note(telemetry: TimedTelemetry | undefined): void {
    if (telemetry) this.#inbox.add({ type: 'telemetry', ...telemetry });
  }

  packet(bytes: Uint8Array, receiveUs: number): void {
    this.#inbox.packet(bytes, receiveUs);
  }

  state(): void {}

  /**
   * Notes a moment that somebody wants to find again.
   *
   * @param us on the station's clock
   * @returns whether it lies in what is being recorded: a file that has ended takes none
   */
  mark(us: number, text?: string): boolean {
    const isComing = this.#preRoll !== undefined;
    if (!isComing && (this.#file === undefined || this.#file.timeOf(us) < 0)) return false;
    this.#inbox.add({ type: 'mark', us, text });
    return true;
  }

  /** The next key picture begins a new file. @param reason written down with the old one */
  beginNewFile(reason: string): void {
    this.#decide({ type: 'new-file', reason });
  }

  /** Pictures that a slow disk cost. */
  get lost(): number {
    return this.#inbox.lost;
  }

  /** When the first picture was taken, on the station's clock; `undefined` before there is one. */
  get sinceUs(): number | undefined {
    return this.#state.sinceUs;
  }

  /** The file that is open now. */
  get file(): RecordingFile | undefined {
    return this.#file;
  }

  /** How long the disk has not answered, in µs. */
  get waitsUs(): number {
    // How long a call lasts, also in tests that let days pass at speed.
    return this.#isWorking ? Number(process.hrtime.bigint() - this.#progressNs) / 1e3 : 0;
  }

  /** Whether the path of the file that is open still leads to it; see `RecordingFile.isInPlace`. */
  async isInPlace(): Promise<boolean> {
    const file = this.#file;
    // A disk that does not answer is asked once, and says nothing of where the file is.
    if (file === undefined || this.#isAsking) return true;
    this.#isAsking = true;
    const asked = file.isInPlace().finally(() => {
      this.#isAsking = false;
    });
    // One that ended meanwhile is closed.
    return (await inTime(asked, true)) || file !== this.#file;
  }

  /** Where its last file was begun; `undefined` before there was one. */
  get folder(): string | undefined {
    return this.#folder;
  }

  /** Writes what came, and ends the file. */
  async end(reason?: string): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
    if (this.#isEnding) return;
    this.#isEnding = true;
    const failure = await this.#write().then(() => undefined, reasonToEnd);
    await this.#step({ type: 'end', reason: failure ?? reason });
  }

  #pump(): void {
    if (this.#isWorking) this.#options.onWait?.();
    if (this.#isWorking || this.#isEnding) return;
    this.#isWorking = true;
    this.#progressNs = process.hrtime.bigint();
    this.#work = this.#write()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#isWorking = false;
      });
  }

  async #fail(error: unknown): Promise<void> {
    clearInterval(this.#timer);
    this.#isEnding = true;
    await this.#step({ type: 'end', reason: reasonToEnd(error) });
    this.#options.onFailure(error);
  }

  async #write(): Promise<void> {
    const preRoll = this.#preRoll;
    this.#preRoll = undefined;
    const pace = new TelemetryPace();
    for await (const kept of preRoll ?? []) {
      const item = itemOf(kept);
      this.#preRollEnd.add(item);
      if (item.type !== 'telemetry' || pace.take(item) === item) await this.#take(item);
    }
    this.#note(this.#isEnding ? this.#pace.rest() : this.#pace.due(nowUs()));
    const { lostPackets } = this.#inbox;
    for (const item of this.#inbox.take()) if (!this.#preRollEnd.holds(item)) await this.#take(item);
    const file = this.#file;
    if (!file) return;
    file.losePackets(lostPackets);
    // A picture that nothing follows is written all the same: the stream may be slow, or at its end.
    await file.flush(nowUs() - this.#writtenReceiveUs < (FLUSH_MS * 1000) / 2);
    this.#options.onFile(file, true);
  }

  async #take(item: RecordItem): Promise<void> {
    this.#progressNs = process.hrtime.bigint();
    if (item.type !== 'picture') return this.#step(item);
    for (const unit of this.#leadIn.take(item.unit)) await this.#picture(unit);
  }

  async #picture(unit: AccessUnit): Promise<void> {
    this.#writtenReceiveUs = unit.receiveUs;
    const us = this.#clock.timeOf(unit);
    const fileBytes = this.#file?.bytes ?? 0;
    await this.#step({ type: 'picture', unit, us, usualUs: this.#distance.us, fileBytes });
    this.#distance.seen(us);
    // A pre-roll may be longer than memory is.
    if (this.#file && this.#file.pendingBytes > MAX_FRAGMENT_BYTES) await this.#file.flush(true);
  }

  /** What changes no file. */
  #decide(event: RecordEvent): readonly RecordEffect[] {
    const { state, effects } = stepRecord(this.#state, event, this.#options.segment);
    this.#state = state;
    return effects;
  }

  async #step(event: RecordEvent): Promise<void> {
    for (const effect of this.#decide(event)) await this.#do(effect);
  }

  async #do(effect: RecordEffect): Promise<void> {
    switch (effect.do) {
      case 'begin-file':
        return this.#begin(effect);
      case 'end-file':
        return this.#endFile(effect.reason);
      case 'lose':
        return this.#file?.lose(effect.pictures);
      case 'gap':
        return this.#file?.gap(effect.fromUs, effect.toUs, effect.cause);
      case 'picture':
        return this.#file?.picture(effect.unit, effect.us);
      case 'write':
        return this.#writeItem(effect.item);
    }
  }

  #writeItem(item: Extract<RecordEffect, { do: 'write' }>['item']): void {
    switch (item.type) {
      case 'telemetry':
        return this.#file?.telemetry(item.values, item.receiveUs);
      case 'packets':
        return this.#file?.packets(item.block);
      case 'mark':
        return this.#file?.mark(item.us, item.text);
      case 'sound': {
        const { chunk } = item;
        const us = this.#clock.timeOfAudio(chunk.captureUs ?? chunk.receiveUs - audioLengthUs(chunk));
        return this.#file?.sound(chunk, us);
      }
    }
  }

  async #begin({ video, audio, codec, zeroUs }: Extract<RecordEffect, { do: 'begin-file' }>): Promise<void> {
    const { pattern, stream, mode } = this.#options;
    const folder = typeof this.#options.folder === 'string' ? this.#options.folder : await this.#options.folder();
    this.#folder = folder;
    const session = this.#session;
    this.#file = await RecordingFile.begin({
      folder,
      pattern,
      mode,
      stream,
      video,
      audio,
      codec,
      zeroUs,
      session,
      lost: 0,
    });
    this.#options.onFile(this.#file, true);
  }

  async #endFile(reason: string | undefined): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#file = undefined;
    await file.end(reason);
    this.#options.onFile(file, false);
  }
}

function reasonToEnd(error: unknown): string {
  return isDiskFull(error) ? 'disk-full' : 'disk-error';
}
