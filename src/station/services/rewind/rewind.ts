import { reasonOf } from '#core/reason-of';
import { english } from '#core/texts/english';
import { type Text, text } from '#core/texts/text';
import { Capability } from '../../capability';
import { nowUs, wallUsOf } from '../../clock';
import { freeBytes } from '../../free-bytes';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import { IndexedPlayback } from '../../playback/indexed-playback';
import type { Medium } from '../../playback/medium';
import { noPlayback, type Playback, type PlaybackSink } from '../../playback/playback';
import { type Kept, readRing } from './read-buffer';
import { isRewindFolder, openRewindFolder, removeRewindFolder } from './rewind-folder';
import { RewindMedium } from './rewind-medium';
import type { OpenForAppend } from './segment-writer';
import { type BufferMark, StreamBuffer } from './stream-buffer';

/** One deletion frees no more than this share of all. */
const SEGMENTS = 64;
const MIN_SEGMENT_BYTES = 256 * 1024;
const MAX_SEGMENT_BYTES = 8 * 1024 * 1024;
/** Left free on the disk, for recordings and everybody else: what was kept is let go of before. */
const USUAL_RESERVE_BYTES = 768 * 2 ** 20;
const LOOK_MS = 2000;

export interface RewindOptions {
  readonly hub: Hub;
  readonly log: Log;
  /** How much each stream keeps; 0 keeps nothing. */
  readonly minutes: number;
  /** Most bytes of all streams together. */
  readonly bytes: number;
  /** Where its private folder is made; the system's folder for such files if absent. */
  readonly parent?: string;
  readonly open?: OpenForAppend;
  /** What is left free on its disk. */
  readonly reserveBytes?: number;
  /** What is free where its folder is; for tests. */
  readonly free?: (folder: string) => Promise<number | undefined>;
}

interface KeptStream {
  readonly stream: Stream;
  readonly buffer: StreamBuffer;
  readonly medium: Medium;
  readonly leave: () => void;
}

export const REWIND = new Capability<Rewind>('rewind');

/**
 * The sink that keeps the last minutes of every stream on the disk. What the disk does never reaches the live path: where
 * it cannot be written, there is nothing to rewind, and `off` says why.
 */
export class Rewind {
  readonly #options: RewindOptions;
  /** One relation for all that is kept, so that no leap of the wall's clock changes their order. */
  readonly #wallUs = wallUsOf(nowUs()) - nowUs();
  readonly #streams = new Map<string, KeptStream>();
  readonly #unsubscribeHub: () => void;
  #folder: string | undefined;
  #off: Text | undefined;
  readonly #closing = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout | undefined;
  #bytes = 0;
  /** Of all streams together; less than was asked for where the disk has no more room. */
  #maxBytes: number;
  #names = 0;
  #isLooking = false;
  /** A disk that does not answer is asked once. */
  #isAsking = false;
  #isShort = false;
  #isClosed = false;

  constructor(options: RewindOptions) {
    this.#options = options;
    this.#maxBytes = options.bytes;
    if (options.minutes === 0) this.#off = text('rewind.off');
    else {
      this.#openFolder();
      this.#timer = setInterval(() => void this.#everyLook(), LOOK_MS);
      this.#timer.unref();
    }
    this.#unsubscribeHub = options.hub.onChange(() => this.#follow());
    this.#follow();
  }

  /** Of all streams together, on the disk or about to be. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Pictures that were not kept since the disk did not keep up. */
  get lost(): number {
    return [...this.#streams.values()].reduce((sum, { buffer }) => sum + buffer.lost, 0);
  }

  /** Opens a stream's past for one viewer. Where nothing is kept, its state says why. */
  playback(stream: string, sink: PlaybackSink): Playback | undefined {
    if (this.#off !== undefined) return noPlayback(this.#off);
    const kept = this.#streams.get(stream);
    if (!kept) return undefined;
    const off = () => (kept.buffer.off === undefined ? undefined : text('rewind.paused', { reason: kept.buffer.off }));
    return new IndexedPlayback({ medium: kept.medium, sink, off });
  }

  /**
   * Reads what is kept of a stream, with its times as they were. Begins with a key picture. Who goes on with the live
   * pictures subscribes first, keeps what comes, and reads until the first of them.
   *
   * @param fromUs on the station's monotonic clock; what is older than all that is kept begins with the oldest
   * @param toUs the last time that is wanted; absent: all
   */
  read(stream: string, fromUs: number, toUs = Number.POSITIVE_INFINITY): AsyncIterable<Kept> {
    const buffer = this.#streams.get(stream)?.buffer;
    buffer?.keepPackets();
    const ring = buffer?.ring;
    return ring ? readRing(ring, fromUs, toUs) : nothing();
  }

  /** What to add to a time of the station's monotonic clock to have the wall's, as playback has it. µs. */
  get wallUs(): number {
    return this.#wallUs;
  }

  /** Marks a moment of a stream. @param wallUs absent: now. Returns whether there was anything to mark */
  mark(stream: string, wallUs?: number, label?: string): boolean {
    const kept = this.#streams.get(stream);
    if (!kept?.medium.range()) return false;
    kept.buffer.mark(wallUs === undefined ? nowUs() : wallUs - this.#wallUs, label);
    return true;
  }

  /** What was marked in a stream, in its order. */
  marksOf(stream: string): readonly BufferMark[] {
    return this.#streams.get(stream)?.buffer.marks ?? [];
  }

  /** Resolves when all that was taken is on the disk. */
  async flush(): Promise<void> {
    await Promise.all([...this.#streams.values()].map(({ buffer }) => buffer.flush()));
  }

  /** Forgets and deletes all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribeHub();
    clearInterval(this.#timer);
    for (const kept of this.#streams.values()) this.#end(kept);
    this.#streams.clear();
    await Promise.all(this.#closing);
    if (this.#folder !== undefined) removeRewindFolder(this.#folder);
  }

  #follow(): void {
    if (this.#folder === undefined || this.#isClosed) return;
    for (const [id, kept] of this.#streams) {
      if (this.#options.hub.get(id) === kept.stream) continue;
      this.#streams.delete(id);
      this.#end(kept);
    }
    for (const stream of this.#options.hub.list()) {
      // What is a recording already need not be kept again.
      if (this.#streams.has(stream.info.id) || stream.info.playback) continue;
      this.#streams.set(stream.info.id, this.#keep(stream, this.#folder));
    }
  }

  #keep(stream: Stream, folder: string): KeptStream {
    const { minutes, bytes, log, open } = this.#options;
    const buffer = new StreamBuffer({
      folder,
      name: String(this.#names++),
      keepUs: minutes * 60e6,
      segmentBytes: Math.min(MAX_SEGMENT_BYTES, Math.max(MIN_SEGMENT_BYTES, bytes / SEGMENTS)),
      onBytes: (added) => this.#count(added),
      onOff: (reason) => {
        if (reason === undefined) log.info(`rewind: ${stream.info.name} is kept again`);
        else log.warn(`rewind: ${stream.info.name} cannot be kept for now: ${reason}`);
      },
      ...(open && { open }),
    });
    return { stream, buffer, medium: new RewindMedium(buffer, this.#wallUs), leave: stream.tap(buffer) };
  }

  #end({ buffer, leave }: KeptStream): void {
    leave();
    const closing = buffer.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Over the limit the oldest goes, whose ever it is. */
  #count(added: number): void {
    this.#bytes += added;
    if (added > 0) this.#keepWithin();
  }

  #keepWithin(): void {
    while (this.#bytes > this.#maxBytes) if (!this.#oldest()?.deleteOldest()) return;
  }

  #openFolder(): void {
    try {
      this.#folder = openRewindFolder(this.#options.parent);
      this.#off = undefined;
    } catch (error) {
      const off = text('rewind.noFolder', { reason: reasonOf(error) });
      if (this.#off === undefined) this.#options.log.warn(english(off));
      this.#off = off;
    }
  }

  #reopenFolder(): void {
    this.#openFolder();
    if (this.#folder === undefined) return;
    for (const { buffer } of this.#streams.values()) buffer.restart(this.#folder);
    this.#follow();
  }

  async #everyLook(): Promise<void> {
    await Promise.all([this.#folder !== undefined && this.#keepRoom(this.#folder), this.look()]);
  }

  /** Looks whether the folder and its files are where they were; by itself every two seconds. */
  async look(): Promise<void> {
    if (this.#isLooking || this.#isClosed) return;
    this.#isLooking = true;
    try {
      if (this.#folder === undefined) this.#reopenFolder();
      else if (!(await isRewindFolder(this.#folder))) this.#replaceFolder();
      await Promise.all([...this.#streams.values()].map((kept) => this.#renewLost(kept)));
    } finally {
      this.#isLooking = false;
    }
  }

  /** A cleaner, or a person, took the folder: what was kept is lost, and what comes is kept in another. */
  #replaceFolder(): void {
    this.#options.log.warn('rewind: its folder is gone, and what was kept with it; another is made');
    this.#folder = undefined;
    this.#openFolder();
    for (const { buffer } of this.#streams.values()) buffer.restart(this.#folder);
  }

  /** The same for the files of one stream. */
  async #renewLost({ stream, buffer }: KeptStream): Promise<void> {
    if (this.#folder === undefined || (await buffer.isInPlace())) return;
    this.#options.log.warn(`rewind: the files of ${stream.info.name} are gone; it is kept anew`);
    buffer.restart(this.#folder);
  }

  /** A disk that others fill gets room from what was kept: a recording matters more. */
  async #keepRoom(folder: string): Promise<void> {
    const { bytes, log, reserveBytes = USUAL_RESERVE_BYTES, free = freeBytes } = this.#options;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const room = await free(folder);
    this.#isAsking = false;
    if (room === undefined) return;
    this.#maxBytes = Math.max(0, Math.min(bytes, this.#bytes + room - reserveBytes));
    const isShort = room < reserveBytes;
    if (isShort && !this.#isShort) log.warn('rewind: the disk is nearly full: less than was asked for is kept');
    this.#isShort = isShort;
    this.#keepWithin();
  }

  #oldest(): StreamBuffer | undefined {
    let oldest: StreamBuffer | undefined;
    for (const { buffer } of this.#streams.values()) {
      if ((buffer.oldestUs ?? Number.POSITIVE_INFINITY) < (oldest?.oldestUs ?? Number.POSITIVE_INFINITY))
        oldest = buffer;
    }
    return oldest;
  }
}

async function* nothing(): AsyncGenerator<Kept, void, void> {}
