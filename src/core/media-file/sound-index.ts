import type { IndexedSample, SampleIndex } from './sample-index';
import type { SoundFormat } from './sound-format';

/** Two days of AAC at 47 packets a second. What comes after is not heard. */
const MAX_ENTRIES = 8_000_000;
const FIRST_CAPACITY = 1024;
/** Plain samples are given in pieces so long, as live sound comes. */
const PIECE_US = 20_000;
/** Plain samples of a file that tells of each are kept together so long. */
const LONGEST_JOINED_US = 1e6;
/** A rounding of times between neighbours. */
const JOIN_US = 1500;

/** A piece of sound in its file: a packet, or some plain samples. Times in µs from the file's time 0. */
export interface SoundPiece {
  readonly offset: number;
  readonly bytes: number;
  readonly fromUs: number;
  readonly toUs: number;
}

/** Where the sound of a file lies, in the order of time: 24 bytes a packet, or a run of plain samples. Only grows. */
export class SoundIndex implements SampleIndex {
  readonly format: SoundFormat;
  #count = 0;
  #offsets = new Float64Array(FIRST_CAPACITY);
  #sizes = new Uint32Array(FIRST_CAPACITY);
  #times = new Float64Array(FIRST_CAPACITY);
  #lengths = new Uint32Array(FIRST_CAPACITY);

  constructor(format: SoundFormat) {
    this.format = format;
  }

  /** Packets, and runs of plain samples. */
  get count(): number {
    return this.#count;
  }

  /** @returns whether there was room. Sound that goes back in time is left out. */
  add({ offset, bytes, timeUs, lengthUs }: IndexedSample): boolean {
    const last = this.#count - 1;
    if (last >= 0 && timeUs < this.#times[last]!) return true;
    if (bytes > 0xffff_ffff) return true;
    if (this.#joins(last, offset, timeUs)) {
      this.#sizes[last]! += bytes;
      this.#lengths[last] = this.#plainUs(this.#sizes[last]!);
      return true;
    }
    if (this.#count >= MAX_ENTRIES) return false;
    if (this.#count === this.#offsets.length) this.#grow();
    const at = this.#count++;
    this.#offsets[at] = offset;
    this.#sizes[at] = bytes;
    this.#times[at] = timeUs;
    this.#lengths[at] = this.format.frameBytes ? this.#plainUs(bytes) : Math.max(0, Math.min(lengthUs, 0xffff_ffff));
    return true;
  }

  addRun(sample: IndexedSample, count: number): boolean {
    const { offset, bytes, timeUs, lengthUs } = sample;
    if (this.format.frameBytes) return this.add({ ...sample, bytes: bytes * count });
    for (let n = 0; n < count; n++) {
      const isAdded = this.add({ ...sample, offset: offset + n * bytes, timeUs: Math.round(timeUs + n * lengthUs) });
      if (!isAdded) return false;
    }
    return true;
  }

  /** What ends after one time, and not after another; oldest first. @param most pieces */
  endingBetween(afterUs: number, untilUs: number, most: number): readonly SoundPiece[] {
    const pieces: SoundPiece[] = [];
    for (let at = this.#firstEndingAfter(afterUs); at < this.#count && pieces.length < most; at++) {
      if (this.#times[at]! > untilUs) break;
      for (const piece of this.#piecesOf(at, afterUs)) {
        if (piece.toUs > untilUs || pieces.length >= most) break;
        if (piece.toUs > afterUs) pieces.push(piece);
      }
    }
    return pieces;
  }

  *#piecesOf(at: number, afterUs: number): Generator<SoundPiece> {
    const { frameBytes, sampleRateHz } = this.format;
    const [offset, bytes, fromUs] = [this.#offsets[at]!, this.#sizes[at]!, this.#times[at]!];
    if (!frameBytes) {
      yield { offset, bytes, fromUs, toUs: fromUs + this.#lengths[at]! };
      return;
    }
    const frames = Math.floor(bytes / frameBytes);
    const inPiece = Math.max(1, Math.round((PIECE_US * sampleRateHz) / 1e6));
    const us = (frame: number) => fromUs + Math.round((frame * 1e6) / sampleRateHz);
    const passed = Math.max(0, Math.floor(((afterUs - fromUs) * sampleRateHz) / 1e6 / inPiece) - 1);
    for (let frame = passed * inPiece; frame < frames; frame += inPiece) {
      const end = Math.min(frames, frame + inPiece);
      yield {
        offset: offset + frame * frameBytes,
        bytes: (end - frame) * frameBytes,
        fromUs: us(frame),
        toUs: us(end),
      };
    }
  }

  #joins(last: number, offset: number, timeUs: number): boolean {
    if (last < 0 || !this.format.frameBytes || this.#lengths[last]! >= LONGEST_JOINED_US) return false;
    const isBehind = this.#offsets[last]! + this.#sizes[last]! === offset;
    return isBehind && Math.abs(this.#times[last]! + this.#lengths[last]! - timeUs) < JOIN_US;
  }

  #plainUs(bytes: number): number {
    const { frameBytes = 1, sampleRateHz } = this.format;
    return Math.min(0xffff_ffff, Math.round((Math.floor(bytes / frameBytes) * 1e6) / sampleRateHz));
  }

  /** The ends may overlap a little where a file is odd; they rise by and large, as their beginnings do. */
  #firstEndingAfter(us: number): number {
    let from = 0;
    let to = this.#count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#times[middle]! + this.#lengths[middle]! > us) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  #grow(): void {
    const capacity = this.#offsets.length * 2;
    this.#offsets = copyInto(new Float64Array(capacity), this.#offsets);
    this.#sizes = copyInto(new Uint32Array(capacity), this.#sizes);
    this.#times = copyInto(new Float64Array(capacity), this.#times);
    this.#lengths = copyInto(new Uint32Array(capacity), this.#lengths);
  }
}

function copyInto<T extends Float64Array | Uint32Array>(target: T, from: T): T {
  target.set(from);
  return target;
}
