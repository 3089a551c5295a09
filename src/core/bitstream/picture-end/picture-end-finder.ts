import { NalUnitType, nalUnitType } from '../nal';
import type { OpenPicture } from '../open-picture';
import { BitCursor } from './bit-cursor';
import { CabacSlice } from './cabac-slice';
import { CavlcSlice } from './cavlc-slice';
import { coverageOf, type Span } from './coverage';
import { Neighbours } from './neighbours';
import { RbspBuffer } from './rbsp-buffer';
import { readSliceHeader } from './slice-header';
import type { SliceReader } from './slice-reader';
import { pictureSizeInMbs } from './slice-shape';
import { type DamageReason, MORE, type PictureEnd, type UnsupportedReason, type Wholeness } from './verdict';

/** What stands in the way of finding an end, and not of reading the slices once all are there. */
const READ_ONE_BY_ONE: ReadonlySet<UnsupportedReason> = new Set(['arbitrary-slice-order', 'redundant-pictures']);

/**
 * Finds the end of a picture from its own bits: where the last macroblock has been read and the
 * rbsp_slice_trailing_bits are there, no byte of it is missing.
 *
 * One finder serves one stream. It is asked when the socket has gone quiet, goes on from the last macroblock that was
 * wholly there, and never says that a picture is complete before its last byte. Memory: the RBSP of one slice, and 36
 * bytes for each macroblock of a row.
 */
export class PictureEndFinder {
  readonly #rbsp = new RbspBuffer();
  readonly #bits = new BitCursor(this.#rbsp);
  readonly #cabac: CabacSlice;
  readonly #cavlc: CavlcSlice;

  #picture = -1;
  /** Slices of the picture that have been read to their ends. */
  #slicesRead = 0;
  /** Macroblocks that they cover, which is the address of the next. */
  #covered = 0;
  #sizeMbs = 0;
  /** The slice being read, once its header has been. */
  #reader: SliceReader | undefined;
  /** What was found and stays. */
  #verdict: PictureEnd | undefined;

  constructor() {
    const near = new Neighbours();
    this.#cabac = new CabacSlice(this.#rbsp, near);
    this.#cavlc = new CavlcSlice(this.#rbsp, near);
  }

  /**
   * What can be said of the end of `picture`. Asked again for the same picture, it must hold at least the bytes that it
   * held before.
   */
  find(picture: OpenPicture): PictureEnd {
    if (picture.picture !== this.#picture) this.#beginPicture(picture.picture);
    const { earlierSlices } = picture;
    while (!this.#verdict && this.#slicesRead < earlierSlices.length) {
      const { start, end } = earlierSlices[this.#slicesRead]!;
      if (!this.#readSlice(picture, start, end, true)) this.#verdict ??= damaged('slice-end');
      // All macroblocks are covered, and yet another slice follows.
      else if (this.#verdict) this.#verdict = damaged('bytes-behind-the-end');
    }
    if (this.#verdict || this.#slicesRead > earlierSlices.length) return this.#verdict ?? MORE;
    const { nalStart, nalComplete } = picture;
    const nalEnd = nalComplete ? picture.nalEnd : certainEnd(picture);
    this.#readSlice(picture, nalStart, nalEnd, nalComplete);
    return this.#verdict ?? MORE;
  }

  /** Whether a part of this picture was read before. */
  hasRead({ picture }: OpenPicture): boolean {
    return this.#picture === picture;
  }

  /**
   * Whether all macroblocks of a picture came whose last slice is complete, whatever the order of its slices. What `find` has
   * read of it is not read again.
   */
  check(picture: OpenPicture): Wholeness {
    const found = this.find({ ...picture, nalComplete: true });
    switch (found.state) {
      case 'end':
        return 'whole';
      case 'more':
        return 'slice-missing';
      case 'damaged':
        return found.reason === 'slice-missing' ? this.#readEachSlice(picture) : found.reason;
      case 'unsupported':
        return READ_ONE_BY_ONE.has(found.reason) ? this.#readEachSlice(picture) : 'unknown';
    }
  }

  /** Slices of one picture do not depend on each other's syntax: each is read by itself, and redundant ones are left out. */
  #readEachSlice(picture: OpenPicture): Wholeness {
    const rbsp = this.#rbsp;
    const bits = this.#bits;
    const { bytes, earlierSlices, nalStart, nalEnd, sps, pps } = picture;
    const spans: Span[] = [];
    for (const { start, end } of [...earlierSlices, { start: nalStart, end: nalEnd }]) {
      rbsp.clear();
      rbsp.append(bytes, start, end);
      bits.position = 0;
      bits.bad = false;
      const result = readSliceHeader(bits, bytes[start]!, sps, pps, true);
      if (result.kind === 'unsupported') return 'unknown';
      if (result.kind === 'bad' || bits.position > rbsp.length * 8) return 'slice-header';
      const { header } = result;
      this.#sizeMbs = pictureSizeInMbs(header);
      if (header.redundant_pic_cnt > 0) continue;
      const reader = pps.entropy_coding_mode_flag ? this.#cabac : this.#cavlc;
      reader.begin(header, bits.position);
      if (reader.advance(true) !== 'ended') return 'macroblock';
      spans.push({ from: header.first_mb_in_slice, to: reader.mbAddr });
    }
    return coverageOf(spans, this.#sizeMbs);
  }

  #beginPicture(picture: number): void {
    this.#picture = picture;
    this.#slicesRead = 0;
    this.#covered = 0;
    this.#verdict = undefined;
    this.#beginSlice();
  }

  #beginSlice(): void {
    this.#rbsp.clear();
    this.#reader = undefined;
  }

  /** Reads on in one slice. True once it has been read to its end. */
  #readSlice(picture: OpenPicture, start: number, end: number, complete: boolean): boolean {
    const from = start + this.#rbsp.consumed;
    if (from < end) this.#rbsp.append(picture.bytes, from, end);
    this.#reader ??= this.#readHeader(picture, start, complete);
    if (!this.#reader || this.#verdict) return false;
    const progress = this.#reader.advance(complete);
    if (progress === 'bad') this.#verdict = damaged('macroblock');
    if (progress !== 'ended') return false;
    this.#endSlice(this.#reader, start);
    return true;
  }

  #readHeader(picture: OpenPicture, start: number, complete: boolean): SliceReader | undefined {
    const rbsp = this.#rbsp;
    const bits = this.#bits;
    const nalHeader = picture.bytes[start]!;
    const type = nalUnitType(nalHeader);
    if (type !== NalUnitType.slice && type !== NalUnitType.sliceIdr) return this.#unsupported('data-partitioning');
    bits.position = 0;
    bits.bad = false;
    const result = readSliceHeader(bits, nalHeader, picture.sps, picture.pps);
    if (bits.position > rbsp.length * 8) return complete ? this.#damaged('slice-header') : undefined;
    if (result.kind === 'unsupported') return this.#unsupported(result.reason);
    if (result.kind === 'bad') return this.#damaged('slice-header');
    const { header } = result;
    this.#sizeMbs = pictureSizeInMbs(header);
    if (header.first_mb_in_slice < this.#covered) return this.#unsupported('arbitrary-slice-order');
    if (header.first_mb_in_slice > this.#covered) return this.#damaged('slice-missing');
    const reader = header.pps.entropy_coding_mode_flag ? this.#cabac : this.#cavlc;
    reader.begin(header, bits.position);
    return reader;
  }

  #endSlice(reader: SliceReader, start: number): void {
    const rbspEnd = (reader.endPosition + 7) >> 3;
    this.#covered = reader.mbAddr;
    this.#slicesRead++;
    if (!this.#rbsp.zeroFrom(rbspEnd * 8)) this.#verdict = damaged('bytes-behind-the-end');
    else if (this.#covered === this.#sizeMbs) {
      this.#verdict = { state: 'end', offset: start + this.#rbsp.nalOffset(rbspEnd) };
    }
    this.#beginSlice();
  }

  #unsupported(reason: UnsupportedReason): undefined {
    this.#verdict = { state: 'unsupported', reason };
  }

  #damaged(reason: DamageReason): undefined {
    this.#verdict = damaged(reason);
  }
}

function damaged(reason: DamageReason): PictureEnd {
  return { state: 'damaged', reason };
}

/**
 * Behind the last byte that surely belongs to the open slice. Zeros at the end, and a start code prefix whose NAL unit
 * header is still missing, may stand between two NAL units; no slice ends in them.
 */
function certainEnd({ bytes, nalStart, nalEnd }: OpenPicture): number {
  const end = behindLastNonZero(bytes, nalStart, nalEnd);
  const prefix = end - nalStart >= 3 && bytes[end - 1] === 1 && bytes[end - 2] === 0 && bytes[end - 3] === 0;
  return prefix ? behindLastNonZero(bytes, nalStart, end - 3) : end;
}

function behindLastNonZero(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && bytes[last - 1] === 0) last--;
  return last;
}
