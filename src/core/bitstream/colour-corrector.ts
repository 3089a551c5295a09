import { type ColourCorrection, corrects } from '../colour/correction';
import { type AccessUnit, isEntry } from '../media/access-unit';
import { spsWithColour } from './colour-sps';
import { HevcNalType } from './h265/nal';
import { eachHevcNal } from './h265/nal-units';
import type { NalRange } from './open-picture';
import { readPrelude } from './prelude';

/** What an SPS became; streams repeat theirs. */
interface Known {
  readonly nal: Uint8Array;
  readonly corrected: Uint8Array | undefined;
}

/** More ids an SPS of H.264 cannot have. */
const MAX_KNOWN = 32;

/** Corrects what one stream says of its colours, in every SPS. An entry is copied once, and others are not looked at. */
export class ColourCorrector {
  #correction: ColourCorrection = {};
  #known: Known[] = [];

  get correction(): ColourCorrection {
    return this.#correction;
  }

  /** From the next key picture on. */
  set correction(correction: ColourCorrection) {
    this.#correction = correction;
    this.#known = [];
  }

  /** @returns the picture as it is to go on; itself where nothing is to be corrected */
  take(unit: AccessUnit): AccessUnit {
    const { codec = 'h264', data } = unit;
    if (!isEntry(unit) || codec === 'jpeg' || !corrects(this.#correction)) return unit;
    const ranges = codec === 'h264' ? readPrelude(data).sps : hevcSps(data);
    // From the last on, so that the places of those before it stay.
    return ranges.toReversed().reduce((whole, range) => this.#replace(codec, whole, range), unit);
  }

  #replace(codec: 'h264' | 'h265', unit: AccessUnit, { start, end }: NalRange): AccessUnit {
    const corrected = this.#corrected(codec, unit.data.subarray(start, end));
    if (!corrected) return unit;
    const data = new Uint8Array(unit.data.length - (end - start) + corrected.length);
    data.set(unit.data.subarray(0, start));
    data.set(corrected, start);
    data.set(unit.data.subarray(end), start + corrected.length);
    return { ...unit, data };
  }

  #corrected(codec: 'h264' | 'h265', nal: Uint8Array): Uint8Array | undefined {
    const known = this.#known.find((one) => sameBytes(one.nal, nal));
    if (known) return known.corrected;
    const corrected = spsWithColour(codec, nal, this.#correction);
    this.#known = [{ nal: nal.slice(), corrected }, ...this.#known].slice(0, MAX_KNOWN);
    return corrected;
  }
}

function hevcSps(data: Uint8Array): readonly NalRange[] {
  const ranges: NalRange[] = [];
  for (const { type, nal } of eachHevcNal(data)) {
    const start = nal.byteOffset - data.byteOffset;
    if (type === HevcNalType.sps) ranges.push({ start, end: start + nal.length });
  }
  return ranges;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
