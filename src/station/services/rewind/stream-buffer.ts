import path from 'node:path';
import { MAX_GAPS, MAX_MARKS } from '#contracts/playback';
import { type AccessUnit, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { KeyGate } from '#core/media/key-gate';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../../clock';
import type { Tap } from '../../hub/stream';
import { encodeAudioRecord } from './audio-record';
import { PacketGatherer } from './packet-record';
import type { RecordHead } from './record-index';
import { Segment } from './segment';
import { SegmentRing } from './segment-ring';
import { type OpenForAppend, SegmentWriter } from './segment-writer';
import { TelemetryTrack } from './telemetry-track';

/** A segment ends at the first entry after this long, or as many bytes as its ring says. */
const SEGMENT_US = 8e6;
/** Where no entry comes, it ends anyway. */
const LONGEST_SEGMENT_US = 3 * SEGMENT_US;
/** No picture for so long is a gap. */
const GAP_US = 2e6;
/** A disk that refused is tried again at an entry after this long. */
const RETRY_US = 10e6;
/** Between two pictures at least: more than a time loses on its way from clock to clock and back (`ROUNDING_US` of clips). */
const APART_US = 2;

/** A pause in what is kept; µs on the station's monotonic clock. */
export interface BufferGap {
  readonly fromUs: number;
  readonly toUs: number;
  readonly cause: 'link' | 'loss';
}

/** A place that somebody wanted to find again; as `BufferGap`. */
export interface BufferMark {
  readonly atUs: number;
  readonly label?: string | undefined;
}

export interface StreamBufferOptions {
  /** Where its files go; it is there. */
  readonly folder: string;
  /** Begins the names of its files. */
  readonly name: string;
  readonly keepUs: number;
  readonly segmentBytes: number;
  /** Bytes that were added or deleted: the bound of all streams together counts them. */
  readonly onBytes: (bytes: number) => void;
  /** Called when the disk begins to refuse, and with `undefined` when it takes again. */
  readonly onOff: (reason: string | undefined) => void;
  readonly open?: OpenForAppend;
}

/**
 * The last minutes of one stream: pictures, telemetry, packets of its vehicle's link, sound and marks, in a ring of files. It hears of a picture after
 * every live taker, and taking one is a push into an array (`SegmentWriter`).
 */
export class StreamBuffer implements Tap {
  readonly ring = new SegmentRing();
  readonly track = new TelemetryTrack();
  readonly #options: StreamBufferOptions;
  #folder: string | undefined;
  readonly #writer: SegmentWriter;
  readonly #packets = new PacketGatherer();
  readonly #gate = new KeyGate();
  readonly #begins = new WeakMap<Segment, number>();
  #gaps: BufferGap[] = [];
  #marks: BufferMark[] = [];
  #files = 0;
  #lost = 0;
  #lostSinceLast = false;
  #lastPictureUs: number | undefined;
  /** Of the last picture that was kept, as it is kept. */
  #lastTimeUs = Number.NEGATIVE_INFINITY;
  #off: { readonly reason: string; readonly retryAtUs: number } | undefined;

  constructor(options: StreamBufferOptions) {
    this.#options = options;
    this.#folder = options.folder;
    this.#writer = new SegmentWriter((reason) => this.#failed(reason), options.open);
  }

  /** Why nothing is kept at the moment; `undefined` while it is. */
  get off(): string | undefined {
    // not shown: as the system would say it
    return this.#off?.reason ?? (this.#writer.isStuck ? 'the disk does not answer' : undefined);
  }

  /** Pictures that were not kept, because the disk did not keep up or refused. */
  get lost(): number {
    return this.#lost;
  }

  get gaps(): readonly BufferGap[] {
    return this.#gaps;
  }

  get marks(): readonly BufferMark[] {
    return this.#marks;
  }

  mark(atUs: number, label?: string): void {
    this.#marks = [...this.#marks, { atUs, label }].sort((a, b) => a.atUs - b.atUs).slice(-MAX_MARKS);
  }

  picture(unit: AccessUnit): void {
    const room = this.#folder !== undefined && this.#mayTry(unit) && this.#writer.hasRoom(unit.data.length);
    const follows = this.#gate.isOpen;
    if (!this.#gate.admit(isEntry(unit), room)) {
      // Before the first entry nothing is missing.
      if (this.ring.newest || this.#off || !room) this.#lose();
      return;
    }
    this.#noteGap(unit.receiveUs);
    const { key, codec, captureUs, afterLoss } = unit;
    const timeUs = this.#timeOf(unit.receiveUs);
    const entry = isEntry(unit) ? unit.entry : undefined;
    const isBeginning = afterLoss === true || (!follows && isEntry(unit) && !key);
    this.#add({ kind: 'picture', timeUs, key, codec, captureUs, entry, afterLoss: isBeginning }, unit.data);
  }

  telemetry(values: Telemetry, receiveUs: number): void {
    this.track.add(values, receiveUs);
    this.#addBeside({ kind: 'telemetry', timeUs: receiveUs }, () => Buffer.from(JSON.stringify(values)));
  }

  /** A packet of the vehicle's link, which is copied. */
  packet(bytes: Uint8Array, receiveUs: number): void {
    if (this.#packets.isDue(bytes, receiveUs)) this.keepPackets();
    this.#packets.add(bytes, receiveUs);
  }

  /** Takes in the packets that were gathered: before anybody reads. */
  keepPackets(): void {
    const record = this.#packets.take();
    if (record) this.#addBeside({ kind: 'packets', timeUs: this.#packets.lastUs }, () => record);
  }

  audio(chunk: AudioChunk): void {
    this.#addBeside({ kind: 'audio', timeUs: chunk.receiveUs }, () => encodeAudioRecord(chunk));
  }

  /** Lets go of the oldest segment, unless it is being written. Returns whether there was one. */
  deleteOldest(): boolean {
    if (this.ring.length < 2) return false;
    this.#options.onBytes(-this.ring.deleteOldest());
    this.#forgetOld();
    return true;
  }

  /** When the oldest segment begins; `undefined` where none can be deleted. */
  get oldestUs(): number | undefined {
    return this.ring.length < 2 ? undefined : this.ring.oldest?.index.timeUs(0);
  }

  /** Whether the newest and the oldest of its files are where they were written: a cleaner takes the oldest, a person all. */
  async isInPlace(): Promise<boolean> {
    const { oldest, newest } = this.ring;
    const there = await Promise.all([oldest, newest].map((segment) => segment?.isInPlace() ?? true));
    return !there.includes(false);
  }

  /** Resolves when what was taken is on the disk. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** What was kept is lost: begins anew, with the next entry. @param folder `undefined`: where nothing can be kept for now */
  restart(folder: string | undefined): void {
    this.#forgetAll();
    this.#folder = folder;
    this.#gaps = [];
    this.#marks = [];
  }

  /** Forgets and deletes all. */
  async close(): Promise<void> {
    // not shown: nothing is asked of it any more
    this.#off = { reason: 'ended', retryAtUs: Number.POSITIVE_INFINITY };
    this.#forgetAll();
    await this.#writer.close().catch(() => undefined);
  }

  #forgetAll(): void {
    this.#gate.shut();
    let bytes = 0;
    while (this.ring.length > 0) bytes += this.ring.deleteOldest();
    this.#options.onBytes(-bytes);
  }

  /** A busy machine reads several pictures at once: each has a time of its own all the same, so that it can be shown and marked. */
  #timeOf(receiveUs: number): number {
    this.#lastTimeUs = Math.max(receiveUs, this.#lastTimeUs + APART_US);
    return this.#lastTimeUs;
  }

  #mayTry(unit: AccessUnit): boolean {
    return !this.#off || (isEntry(unit) && unit.receiveUs >= this.#off.retryAtUs);
  }

  #lose(): void {
    this.#lost++;
    this.#lostSinceLast = true;
  }

  #noteGap(us: number): void {
    const last = this.#lastPictureUs;
    this.#lastPictureUs = us;
    const isLoss = this.#lostSinceLast;
    this.#lostSinceLast = false;
    if (last === undefined || (!isLoss && us - last < GAP_US)) return;
    this.#gaps = [...this.#gaps, { fromUs: last, toUs: us, cause: isLoss ? ('loss' as const) : ('link' as const) }];
    this.#gaps = this.#gaps.slice(-MAX_GAPS);
  }

  /** Telemetry and sound begin with the first picture, and are left out before a picture is. */
  #addBeside(head: RecordHead, encode: () => Uint8Array): void {
    if (!this.ring.newest || this.#off) return;
    const data = encode();
    if (this.#writer.hasRoom(2 * data.length)) this.#add(head, data);
  }

  #add(head: RecordHead, data: Uint8Array): void {
    if (this.#folder === undefined) return;
    const segment = this.#segmentFor(head, this.#folder);
    const at = this.ring.append(head, data);
    this.#writer.take(segment, at, data);
    this.#options.onBytes(data.length);
    if (this.#off) {
      this.#off = undefined;
      this.#options.onOff(undefined);
    }
  }

  #segmentFor(head: RecordHead, folder: string): Segment {
    const newest = this.ring.newest;
    if (newest && !this.#isFull(newest, head)) return newest;
    const segment = new Segment(path.join(folder, `${this.#options.name}-${this.#files++}`));
    this.#begins.set(segment, head.timeUs);
    this.ring.add(segment);
    this.#trim(head.timeUs);
    return segment;
  }

  #isFull(segment: Segment, { key = false, entry, timeUs }: RecordHead): boolean {
    const { bytes, count } = segment.index;
    const us = timeUs - (this.#begins.get(segment) ?? timeUs);
    const most = this.#options.segmentBytes;
    const begins = key || entry !== undefined;
    return (
      us >= LONGEST_SEGMENT_US ||
      bytes >= 4 * most ||
      count >= 2 ** 19 ||
      (begins && (us >= SEGMENT_US || bytes >= most))
    );
  }

  /** Deletes what ended before the time that is kept. A stream that has ended keeps its last minutes. */
  #trim(newestUs: number): void {
    const keepFromUs = newestUs - this.#options.keepUs;
    for (let { oldest } = this.ring; oldest && this.ring.length > 1; oldest = this.ring.oldest) {
      if (oldest.index.timeUs(oldest.index.count - 1) >= keepFromUs) break;
      this.#options.onBytes(-this.ring.deleteOldest());
    }
    this.#forgetOld();
  }

  /** What lies before the first picture is no place to go to. */
  #forgetOld(): void {
    const first = this.ring.first();
    if (first === undefined) return;
    const beginUs = this.ring.timeUs(first);
    this.#gaps = this.#gaps.filter(({ toUs }) => toUs > beginUs);
    this.#marks = this.#marks.filter(({ atUs }) => atUs >= beginUs);
    this.track.forgetBefore(beginUs);
  }

  /** The segments that the disk did not take are worth nothing: their later records would lie at the wrong place. */
  #failed(reason: string): void {
    let bytes = 0;
    while (this.ring.newest?.isUnwritten) bytes += this.ring.deleteNewest();
    this.#options.onBytes(-bytes);
    this.#gate.shut();
    this.#lostSinceLast = true;
    this.#off = { reason, retryAtUs: nowUs() + RETRY_US };
    this.#options.onOff(reason);
  }
}
