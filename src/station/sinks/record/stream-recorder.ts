import { randomUUID } from 'node:crypto';
import type { AccessUnit } from '#core/media/access-unit';
import { type AudioChunk, audioLengthUs } from '#core/media/audio-chunk';
import { sampleEntryOf } from '#core/media/fmp4/sample-entry';
import type { AudioTrackFormat, VideoTrackFormat } from '#core/media/fmp4/track';
import { audioFormatOf } from '#core/recording/mp4/audio-entry';
import { videoFormatOf } from '#core/recording/mp4/video-entry';
import { PictureClock } from '#core/recording/picture-clock';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../../clock';
import type { Stream, Subscriber } from '../../hub/stream';
import type { BufferMark } from '../../rewind/stream-buffer';
import { isDiskFull } from './failure';
import { Inbox, type RecordItem } from './inbox';
import { itemOf, type PreRoll, PreRollEnd } from './pre-roll';
import { RecordingFile } from './recording-file';

/** A fragment at least this often: what a crash takes is at most this, and the picture that was last. */
const FLUSH_MS = 500;
/** A fragment is no larger than this and one picture. */
const MOST_FRAGMENT_BYTES = 8 * 1024 * 1024;
/** No picture for so long is a gap. */
const GAP_US = 2e6;

export interface StreamRecorderOptions {
  readonly folder: string;
  readonly pattern: string;
  /** A new file begins with the first key picture behind either. */
  readonly segment: { readonly us: number; readonly bytes: number };
  readonly stream: { readonly id: string; readonly name: string };
  readonly preRoll?: PreRoll | undefined;
  /** Set in the time of the pre-roll. */
  readonly marks?: readonly BufferMark[];
  /** A file began, grew, or ended. */
  onFile(file: RecordingFile, isOpen: boolean): void;
  /** The disk refused; the recorder has ended. */
  onFailure(error: unknown): void;
}

/** Records one stream, whichever `Stream` stands for it at the time, into one file after another. */
export class StreamRecorder implements Subscriber {
  readonly #options: StreamRecorderOptions;
  readonly #inbox = new Inbox();
  readonly #session = randomUUID();
  readonly #timer: ReturnType<typeof setInterval>;
  #clock = new PictureClock();
  #file: RecordingFile | undefined;
  #preRoll: PreRoll | undefined;
  #lastAudio: AudioChunk | undefined;
  /** Why the next key picture begins a new file, whatever the old one is like. */
  #wantsNewFile: string | undefined;
  #lastUs: number | undefined;
  #sinceUs: number | undefined;
  readonly #preRollEnd = new PreRollEnd();
  #writtenReceiveUs = 0;
  #loss = 0;
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isEnding = false;

  constructor(options: StreamRecorderOptions) {
    this.#options = options;
    this.#preRoll = options.preRoll;
    for (const { atUs, label } of options.marks ?? []) this.#inbox.add({ type: 'mark', us: atUs, text: label });
    this.#timer = setInterval(() => this.#pump(), FLUSH_MS);
  }

  /** Takes a stream up. @returns what lets go of it */
  attach(stream: Stream): () => void {
    this.#lastAudio ??= stream.lastAudio;
    return stream.subscribe(this);
  }

  picture(unit: AccessUnit): void {
    this.#inbox.picture(unit);
  }

  audio(chunk: AudioChunk): void {
    this.#inbox.add({ type: 'sound', chunk });
  }

  telemetry(values: Telemetry, receiveUs: number): void {
    this.#inbox.add({ type: 'telemetry', values, receiveUs });
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
    if (this.#file) this.#wantsNewFile ??= reason;
  }

  /** Pictures that a slow disk cost. */
  get lost(): number {
    return this.#inbox.lost;
  }

  /** When the first picture was taken, on the station's clock; `undefined` before there is one. */
  get sinceUs(): number | undefined {
    return this.#sinceUs;
  }

  /** The file that is open now. */
  get file(): RecordingFile | undefined {
    return this.#file;
  }

  /** Writes what came, and ends the file. */
  async end(reason?: string): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
    if (this.#isEnding) return;
    this.#isEnding = true;
    const failure = await this.#write().then(() => undefined, reasonToEnd);
    await this.#endFile(failure ?? reason);
  }

  #pump(): void {
    if (this.#isWorking || this.#isEnding) return;
    this.#isWorking = true;
    this.#work = this.#write()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#isWorking = false;
      });
  }

  async #fail(error: unknown): Promise<void> {
    clearInterval(this.#timer);
    this.#isEnding = true;
    await this.#endFile(reasonToEnd(error));
    this.#options.onFailure(error);
  }

  async #write(): Promise<void> {
    const preRoll = this.#preRoll;
    this.#preRoll = undefined;
    for await (const kept of preRoll ?? []) {
      const item = itemOf(kept);
      this.#preRollEnd.add(item);
      await this.#take(item);
    }
    for (const item of this.#inbox.take()) if (!this.#preRollEnd.holds(item)) await this.#take(item);
    const file = this.#file;
    if (!file) return;
    // A picture that nothing follows is written all the same: the stream may be slow, or at its end.
    await file.flush(nowUs() - this.#writtenReceiveUs < (FLUSH_MS * 1000) / 2);
    this.#options.onFile(file, true);
  }

  async #take(item: RecordItem): Promise<void> {
    switch (item.type) {
      case 'picture':
        return this.#takePicture(item.unit);
      case 'sound':
        return this.#takeSound(item.chunk);
      case 'telemetry':
        return this.#file?.telemetry(item.values, item.receiveUs);
      case 'mark':
        return this.#file?.mark(item.us, item.text);
      case 'loss':
        this.#loss += item.pictures;
        return;
    }
  }

  async #takePicture(unit: AccessUnit): Promise<void> {
    this.#writtenReceiveUs = unit.receiveUs;
    const us = this.#clock.timeOf(unit);
    if (unit.key) await this.#prepareFor(unit, us);
    const file = this.#file;
    if (!file) return;
    const last = this.#lastUs;
    if (this.#loss > 0) file.lose(this.#loss);
    if (last !== undefined && (this.#loss > 0 || us - last > GAP_US))
      file.gap(last, us, this.#loss > 0 ? 'loss' : 'link');
    this.#loss = 0;
    this.#lastUs = us;
    file.picture(unit, us);
    // A pre-roll may be longer than memory is.
    if (file.pendingBytes > MOST_FRAGMENT_BYTES) await file.flush(true);
  }

  /** Sees to it that there is a file which this key picture fits into. */
  async #prepareFor(unit: AccessUnit, us: number): Promise<void> {
    const video = videoFormatOf(unit);
    const file = this.#file;
    // A key picture that does not say what it is belongs to the file that there is, if any.
    if (!video) return;
    const reason = file && (isSame(file.video, video) ? this.#reasonToGoOn(file, us) : 'format');
    if (file && reason === undefined) return;
    await this.#endFile(reason);
    await this.#begin(unit, video, us);
  }

  #reasonToGoOn(file: RecordingFile, us: number): string | undefined {
    const { segment } = this.#options;
    if (file.timeOf(us) >= segment.us || file.bytes >= segment.bytes) return 'segment';
    return this.#wantsNewFile;
  }

  async #begin(unit: AccessUnit, video: VideoTrackFormat, us: number): Promise<void> {
    const { folder, pattern, stream } = this.#options;
    const audio = this.#lastAudio;
    const format = audio && audioFormatOf(audio);
    this.#file = await RecordingFile.begin({
      ...{ folder, pattern, stream, video, zeroUs: us, session: this.#session, lost: 0 },
      codec: unit.codec ?? 'h264',
      audio: format && { format, codec: audio.codec },
    });
    this.#wantsNewFile = undefined;
    this.#sinceUs ??= us;
    this.#options.onFile(this.#file, true);
  }

  #takeSound(chunk: AudioChunk): void {
    const file = this.#file;
    const before = this.#lastAudio;
    this.#lastAudio = chunk;
    if (!file) return;
    const isKnown = before !== undefined && before.codec === chunk.codec && before.sampleRateHz === chunk.sampleRateHz;
    if (!isKnown || !file.audio) {
      const format = audioFormatOf(chunk);
      if (format && (!file.audio || !isSame(format.track, file.audio.track))) this.#wantsNewFile = 'sound';
    }
    if (!file.audio || this.#wantsNewFile === 'sound') return;
    file.sound(chunk, this.#clock.timeOfAudio(chunk.captureUs ?? chunk.receiveUs - audioLengthUs(chunk)));
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

/** Whether one track can hold both. */
function isSame<T extends VideoTrackFormat | AudioTrackFormat>(a: T, b: T): boolean {
  return Buffer.compare(sampleEntryOf(a), sampleEntryOf(b)) === 0;
}
