import { type FileHandle, open } from 'node:fs/promises';
import type { PlaybackMark } from '#contracts/playback';
import { readTelemetryLine } from '#core/recording/telemetry/lines';
import type { TelemetrySample } from '../../playback/medium';
import type { TelemetryTrack } from './telemetry-track';

const PIECE_BYTES = 256 * 1024;
/** A line that is longer is none of ours. */
const MAX_LINE_BYTES = 256 * 1024;
/** Samples that are remembered; of more, every second one is let go of, again and again. */
const MAX_SAMPLES = 500_000;
const MAX_MARKS = 200;
/** Points of a plot, and of the trail on a map. */
const TRACK_POINTS = 600;
/** What a line of ours begins with. */
const HEAD = /^\{"type":"(telemetry|mark)","t":(-?\d+(?:\.\d+)?(?:e-?\d+)?)/;
const HEAD_BYTES = 80;

/** Where each telemetry of a recording lies in its `.jsonl`: 20 bytes a sample. The values stay on the disk. */
export class TelemetryIndex implements TelemetryTrack {
  readonly #file: string;
  readonly #zeroUs: number;
  #handle: FileHandle | undefined;
  #times = new Float64Array(1024);
  #offsets = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #count = 0;
  /** Of so many lines one is remembered. */
  #every = 1;
  #seen = 0;
  #scannedTo = 0;
  #scanning: Promise<void> | undefined;
  #isClosed = false;
  #marks: PlaybackMark[] = [];
  #track: readonly TelemetrySample[] = [];

  /** @param zeroUs when time 0 of the recording was, on the wall's clock */
  constructor(file: string, zeroUs: number) {
    this.#file = file;
    this.#zeroUs = zeroUs;
  }

  get marks(): readonly PlaybackMark[] {
    return this.#marks;
  }

  /** Values over the whole time, a few hundred; empty until they were read. */
  get track(): readonly TelemetrySample[] {
    return this.#track;
  }

  /** Reads what was written since. A file that is not there has no telemetry. */
  scan(): Promise<void> {
    this.#scanning ??= this.#scan()
      .catch(() => undefined)
      .finally(() => {
        this.#scanning = undefined;
      });
    return this.#scanning;
  }

  /** The last sample at or before a time, unless it is that of `knownUs`. */
  async at(us: number, knownUs?: number): Promise<TelemetrySample | undefined> {
    let from = 0;
    let to = this.#count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#times[middle]! > us) to = middle;
      else from = middle + 1;
    }
    const found = from - 1;
    return found < 0 || this.#times[found] === knownUs ? undefined : this.#load(found);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#scanning;
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
  }

  async #scan(): Promise<void> {
    this.#handle ??= await open(this.#file, 'r');
    const before = this.#count;
    let rest = Buffer.alloc(0);
    let isSkipping = false;
    for (let at = this.#scannedTo; !this.#isClosed; ) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const { bytesRead } = await this.#handle.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) break;
      const bytes =
        rest.length > 0 ? Buffer.concat([rest, piece.subarray(0, bytesRead)]) : piece.subarray(0, bytesRead);
      const begin = at - rest.length;
      let from = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
        if (!isSkipping) this.#line(bytes, from, end, begin + from);
        isSkipping = false;
        from = end + 1;
      }
      this.#scannedTo = begin + from;
      rest = bytes.subarray(from);
      if (rest.length > MAX_LINE_BYTES) {
        isSkipping = true;
        rest = Buffer.alloc(0);
      }
      at += bytesRead;
    }
    if (this.#count !== before) this.#track = await this.#readTrack();
  }

  #line(bytes: Buffer, from: number, to: number, offset: number): void {
    const head = HEAD.exec(bytes.toString('latin1', from, Math.min(to, from + HEAD_BYTES)));
    if (!head) return;
    const timeUs = this.#zeroUs + Math.round(Number(head[2]) * 1e6);
    if (head[1] === 'mark') return this.#mark(bytes.toString('utf8', from, to), timeUs);
    if (this.#seen++ % this.#every !== 0) return;
    // Lines are in the order of their times; one that is not would break the search.
    if (this.#count > 0 && timeUs < this.#times[this.#count - 1]!) return;
    if (this.#count === MAX_SAMPLES) this.#thin();
    if (this.#count === this.#times.length) this.#grow();
    this.#times[this.#count] = timeUs;
    this.#offsets[this.#count] = offset;
    this.#lengths[this.#count] = to - from;
    this.#count++;
  }

  #mark(line: string, atUs: number): void {
    if (this.#marks.length >= MAX_MARKS) return;
    const text = /"text":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    let label: string | undefined;
    try {
      label = text === undefined ? undefined : String(JSON.parse(text)).slice(0, 100);
    } catch {
      // A mark without its words is a mark.
    }
    this.#marks = [...this.#marks, { atUs, ...(label !== undefined && { label }) }];
  }

  #thin(): void {
    this.#every *= 2;
    this.#count = Math.floor(this.#count / 2);
    for (const array of [this.#times, this.#offsets, this.#lengths]) {
      for (let at = 0; at < this.#count; at++) array[at] = array[2 * at]!;
    }
  }

  #grow(): void {
    const capacity = Math.min(MAX_SAMPLES, this.#times.length * 2);
    const [times, offsets, lengths] = [this.#times, this.#offsets, this.#lengths];
    this.#times = new Float64Array(capacity);
    this.#offsets = new Float64Array(capacity);
    this.#lengths = new Uint32Array(capacity);
    this.#times.set(times);
    this.#offsets.set(offsets);
    this.#lengths.set(lengths);
  }

  async #load(at: number): Promise<TelemetrySample | undefined> {
    const buffer = Buffer.allocUnsafe(this.#lengths[at] ?? 0);
    try {
      const read = await this.#handle?.read(buffer, 0, buffer.length, this.#offsets[at] ?? 0);
      if (read?.bytesRead !== buffer.length) return undefined;
    } catch {
      return undefined;
    }
    const line = readTelemetryLine(buffer.toString('utf8'));
    return line && { timeUs: this.#times[at] ?? 0, values: line.values };
  }

  async #readTrack(): Promise<TelemetrySample[]> {
    const samples: TelemetrySample[] = [];
    const points = Math.min(TRACK_POINTS, this.#count);
    for (let point = 0; point < points && !this.#isClosed; point++) {
      const at = points === 1 ? 0 : Math.round((point * (this.#count - 1)) / (points - 1));
      const sample = await this.#load(at);
      if (sample) samples.push(sample);
    }
    return samples;
  }
}
