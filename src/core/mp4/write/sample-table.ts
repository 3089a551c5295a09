import type { BoxWriter } from '../boxes/box-writer';

/** Samples of one size and length that follow one another. Times in the track's units, whole numbers. */
export interface TableSample {
  /** Decoding time of the first; rises from call to call. */
  readonly dts: number;
  /** What presentation is later than decoding; may be negative. */
  readonly compositionOffset: number;
  /** How long each lasts, where the next does not tell. */
  readonly duration: number;
  /** Of each. */
  readonly bytes: number;
  readonly key: boolean;
  readonly count: number;
}

/** Most samples of one chunk: players read a chunk at a time. */
const MAX_IN_CHUNK = 4096;

/** What fits into a sample's duration. */
const LONGEST = 2 ** 32 - 1;

/** The sample table of a track (ISO/IEC 14496-12, 8.5 to 8.7), as its samples are laid one behind the other into a file. */
export class SampleTable {
  #count = 0;
  /** Runs of one value: how many, which. */
  readonly #durations: number[] = [];
  readonly #offsets: number[] = [];
  /** Of each sample, once two differ. */
  #sizes: number[] | undefined;
  #size = 0;
  /** Numbers of key samples, from 1, once there is one that is none. */
  #keys: number[] | undefined;
  readonly #chunkOffsets: number[] = [];
  readonly #chunkCounts: number[] = [];
  /** Where the last chunk's bytes end. */
  #end = -1;
  #last: { readonly dts: number; readonly duration: number } | undefined;
  #lowest = 0;

  get count(): number {
    return this.#count;
  }

  /** How long all samples last. The first begins at 0. */
  get duration(): number {
    return this.#last ? this.#last.dts + this.#last.duration : 0;
  }

  /** By how much the whole track must be later, so that nothing is shown before it is decoded. */
  get delay(): number {
    return -this.#lowest;
  }

  /** The last sample lasts until then, or longer. */
  lastUntil(time: number): void {
    const last = this.#last;
    if (last) this.#last = { ...last, duration: Math.max(last.duration, Math.min(LONGEST, time - last.dts)) };
  }

  /** @param offset where the bytes lie */
  add({ dts, compositionOffset, duration, bytes, key, count }: TableSample, offset: number): void {
    const before = this.#last;
    const begins = before ? Math.max(dts, before.dts) : 0;
    if (before) addRun(this.#durations, 1, Math.min(LONGEST, begins - before.dts));
    if (count > 1) addRun(this.#durations, count - 1, duration);
    this.#last = { dts: begins + (count - 1) * duration, duration };
    addRun(this.#offsets, count, compositionOffset);
    this.#lowest = Math.min(this.#lowest, compositionOffset);
    this.#addSize(bytes, count);
    this.#addKeys(key, count);
    this.#count += count;
    this.#addToChunk(offset, bytes * count, count);
  }

  /** Writes what stands in `stbl` behind `stsd`. @param from where in the file the bytes' offset 0 lies */
  write(out: BoxWriter, from: number): void {
    out.fullBox('stts', 0, 0, () => {
      const durations = [...this.#durations];
      if (this.#last) addRun(durations, 1, this.#last.duration);
      out.u32(durations.length / 2);
      for (const value of durations) out.u32(value);
    });
    if (this.#offsets.length > 2 || (this.#offsets[1] ?? 0) !== 0) {
      out.fullBox('ctts', 0, 0, () => {
        out.u32(this.#offsets.length / 2);
        this.#offsets.forEach((value, i) => void out.u32(i % 2 === 0 ? value : value + this.delay));
      });
    }
    const keys = this.#keys;
    if (keys) {
      out.fullBox('stss', 0, 0, () => {
        out.u32(keys.length);
        for (const number of keys) out.u32(number);
      });
    }
    this.#writeChunks(out, from);
    out.fullBox('stsz', 0, 0, () => {
      out.u32(this.#sizes ? 0 : this.#size, this.#count);
      for (const bytes of this.#sizes ?? []) out.u32(bytes);
    });
  }

  #addKeys(key: boolean, count: number): void {
    if (!key) this.#keys ??= Array.from({ length: this.#count }, (_, i) => i + 1);
    else if (this.#keys) for (let n = 1; n <= count; n++) this.#keys.push(this.#count + n);
  }

  #addSize(bytes: number, count: number): void {
    if (this.#count === 0) this.#size = bytes;
    if (bytes !== this.#size) this.#sizes ??= new Array<number>(this.#count).fill(this.#size);
    if (this.#sizes) for (let n = 0; n < count; n++) this.#sizes.push(bytes);
  }

  #addToChunk(offset: number, bytes: number, count: number): void {
    const last = this.#chunkCounts.length - 1;
    if (offset === this.#end && this.#chunkCounts[last]! + count <= MAX_IN_CHUNK) this.#chunkCounts[last]! += count;
    else {
      this.#chunkOffsets.push(offset);
      this.#chunkCounts.push(count);
    }
    this.#end = offset + bytes;
  }

  /** stsc (8.7.4), stco or co64 (8.7.5). */
  #writeChunks(out: BoxWriter, from: number): void {
    const runs: number[] = [];
    this.#chunkCounts.forEach((count, i) => {
      if (count !== this.#chunkCounts[i - 1]) runs.push(i + 1, count);
    });
    out.fullBox('stsc', 0, 0, () => {
      out.u32(runs.length / 2);
      for (let i = 0; i < runs.length; i += 2) out.u32(runs[i]!, runs[i + 1]!, 1);
    });
    const isLong = from + this.#end >= 2 ** 32;
    out.fullBox(isLong ? 'co64' : 'stco', 0, 0, () => {
      out.u32(this.#chunkOffsets.length);
      for (const offset of this.#chunkOffsets) {
        if (isLong) out.u64(from + offset);
        else out.u32(from + offset);
      }
    });
  }
}

/** Runs of one value are told as how many and which. */
function addRun(runs: number[], count: number, value: number): void {
  const last = runs.length - 1;
  if (last > 0 && runs[last] === value) runs[last - 1]! += count;
  else runs.push(count, value);
}
