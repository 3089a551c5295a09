import type { SampleIndex } from '../../media-file/sample-index';
import { BoxReader, boxOf } from '../boxes/box-reader';
import type { FileTrack } from './movie';

/**
 * Adds what a progressive file's sample table names (ISO/IEC 14496-12, 8.6, 8.7). A table that is broken adds as much as holds
 * together.
 *
 * @param moov body of the `moov` that the track is of
 * @param fileBytes what reaches beyond is left out: the file was cut off
 * @returns whether all were added
 */
export function addSampleTable(moov: Uint8Array, track: FileTrack, index: SampleIndex, fileBytes: number): boolean {
  const { table, timescale, shiftUs } = track;
  const reader = (type: string) => {
    const box = boxOf(moov, type, table.from, table.to);
    return box && new BoxReader(moov, box.from + 4, box.to);
  };
  const sizes = sizesOf(reader('stsz'), reader('stz2'));
  const chunks = chunksOf(reader('stco'), reader('co64'));
  const runs = reader('stsc');
  if (!sizes || !chunks || !runs) return false;
  const durations = new Runs(reader('stts'));
  const offsets = new Runs(reader('ctts'), true);
  const sync = new SyncSamples(reader('stss'));

  const inChunk = new SamplesInChunk(runs);
  let sample = 0;
  let dts = 0;
  for (let chunk = 1; chunk <= chunks.count && sample < sizes.count; chunk++) {
    let offset = chunks.next();
    const { each } = sizes;
    if (index.addRun && each > 0) {
      const count = Math.min(inChunk.of(chunk), sizes.count - sample);
      const bytes = Math.max(each, track.minBytes ?? 0);
      if (offset + count * bytes > fileBytes || chunks.isBroken) return false;
      const timeUs = Math.round((dts * 1e6) / timescale + shiftUs);
      const units = durations.take(count);
      const lengthUs = (units * 1e6) / timescale / count;
      if (count > 0 && !index.addRun({ offset, bytes, timeUs, lengthUs, key: true }, count)) return false;
      dts += units;
      sample += count;
      continue;
    }
    for (let left = inChunk.of(chunk); left > 0 && sample < sizes.count; left--) {
      const bytes = sizes.next();
      if (offset + bytes > fileBytes || sizes.isBroken || chunks.isBroken) return false;
      const timeUs = Math.round(((dts + offsets.next()) * 1e6) / timescale + shiftUs);
      const duration = durations.next();
      const lengthUs = (duration * 1e6) / timescale;
      if (bytes > 0 && !index.add({ offset, bytes, timeUs, lengthUs, key: sync.has(sample + 1) })) return false;
      offset += bytes;
      dts += duration;
      sample++;
    }
  }
  return sample === sizes.count;
}

interface Sizes extends Numbers {
  /** Of all; 0 where they differ. */
  readonly each: number;
}

interface Numbers {
  readonly count: number;
  readonly isBroken: boolean;
  next(): number;
}

/** `stsz`, `stz2` (8.7.3). */
function sizesOf(stsz: BoxReader | undefined, stz2: BoxReader | undefined): Sizes | undefined {
  if (stsz) {
    const each = stsz.u32();
    return numbers(stsz, stsz.u32(), () => (each === 0 ? stsz.u32() : each), each);
  }
  if (!stz2) return undefined;
  const bits = stz2.u32() & 0xff;
  let pair: number | undefined;
  return numbers(stz2, stz2.u32(), () => {
    if (bits === 16) return stz2.u16();
    if (bits === 8) return stz2.u8();
    if (pair === undefined) {
      pair = stz2.u8();
      return pair >> 4;
    }
    const low = pair & 0xf;
    pair = undefined;
    return low;
  });
}

/** `stco`, `co64` (8.7.5). */
function chunksOf(stco: BoxReader | undefined, co64: BoxReader | undefined): Numbers | undefined {
  if (stco) return numbers(stco, stco.u32(), () => stco.u32());
  return co64 && numbers(co64, co64.u32(), () => co64.u64());
}

function numbers(reader: BoxReader, count: number, next: () => number, each = 0): Sizes {
  return {
    count,
    each,
    next,
    get isBroken() {
      return reader.overrun;
    },
  };
}

/** `stts` (8.6.1.2), `ctts` (8.6.1.3): so many samples with one value, and so on. 0 where there is none. */
class Runs {
  readonly #reader: BoxReader | undefined;
  readonly #isSigned: boolean;
  #left = 0;
  #value = 0;

  /** @param isSigned version 0 says unsigned, and files with negative offsets have version 0 */
  constructor(reader: BoxReader | undefined, isSigned = false) {
    this.#reader = reader?.skip(4);
    this.#isSigned = isSigned;
  }

  next(): number {
    const reader = this.#reader;
    while (this.#left === 0 && reader && reader.left >= 8) {
      this.#left = reader.u32();
      this.#value = this.#isSigned ? reader.i32() : reader.u32();
    }
    if (this.#left > 0) this.#left--;
    return this.#value;
  }

  /** The sum of the next so many. */
  take(count: number): number {
    let sum = 0;
    for (let left = count; left > 0; ) {
      sum += this.next();
      const alike = Math.min(left - 1, this.#left);
      sum += alike * this.#value;
      this.#left -= alike;
      left -= 1 + alike;
      if (alike === 0 && (this.#reader?.left ?? 0) < 8) return sum + left * this.#value;
    }
    return sum;
  }
}

/** `stsc` (8.7.4): from a chunk on, each has so many samples. */
class SamplesInChunk {
  readonly #reader: BoxReader;
  #samples = 0;
  #nextFirst: number;
  #nextSamples = 0;

  constructor(reader: BoxReader) {
    this.#reader = reader.skip(4);
    this.#nextFirst = 0;
    this.#read();
  }

  /** Asked in the order of chunks, from 1. */
  of(chunk: number): number {
    while (chunk >= this.#nextFirst) {
      this.#samples = this.#nextSamples;
      this.#read();
    }
    return this.#samples;
  }

  #read(): void {
    const isEnd = this.#reader.left < 12;
    this.#nextFirst = isEnd ? Number.POSITIVE_INFINITY : this.#reader.u32();
    this.#nextSamples = this.#reader.u32();
    this.#reader.skip(4);
  }
}

/** `stss` (8.6.2). Without it all samples are sync samples. */
class SyncSamples {
  readonly #reader: BoxReader | undefined;
  #next = 0;

  constructor(reader: BoxReader | undefined) {
    this.#reader = reader?.skip(4);
  }

  /** Asked in the order of samples, from 1. */
  has(sample: number): boolean {
    const reader = this.#reader;
    if (!reader) return true;
    while (this.#next < sample && reader.left >= 4) this.#next = reader.u32();
    return this.#next === sample;
  }
}
