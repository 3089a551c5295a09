import { BitReader } from './bit-reader';
import type { ParseFault, SequenceParameterSet } from './parameter-set-types';
import { parsePps } from './pps';
import type { ActiveParameterSets } from './slice-identity';
import { parseSps } from './sps';
import { wholeSps } from './whole-sps';

interface StoredSps {
  readonly nal: Uint8Array;
  readonly sps: SequenceParameterSet;
}

interface StoredPps {
  readonly nal: Uint8Array;
  readonly seq_parameter_set_id: number;
  /** The SPS that `sets` was read with; a PPS is read again once that has changed. */
  readBy?: SequenceParameterSet;
  sets?: ActiveParameterSets;
}

/** What became of a parameter set that was offered: kept under an id, as it came or `mended`; or refused. */
export type Stored =
  | { readonly ok: true; readonly id: number; readonly mended?: true }
  | { readonly ok: false; readonly error: ParseFault };

/** Longest parameter set that is kept. The largest legal ones have a few hundred bytes; type 6 slice groups have more. */
const MAX_PARAMETER_SET_BYTES = 4096;

/** The parameter sets of a stream by id: at most 32 SPS and 256 PPS (7.4.2). A broken one never replaces a good one. */
export class ParameterSetTable {
  readonly #spsById = new Map<number, StoredSps>();
  readonly #ppsById = new Map<number, StoredPps>();

  /** @param nal copied where it is kept. */
  storeSps(nal: Uint8Array): Stored {
    if (nal.length > MAX_PARAMETER_SET_BYTES) return tooLong('seq_parameter_set');
    const parsed = parseSps(nal);
    if (!parsed.ok) return parsed;
    const id = parsed.value.seq_parameter_set_id;
    const old = this.#spsById.get(id);
    const brokenAt = parsed.value.broken_vui_at;
    if (brokenAt !== undefined) {
      if (!old || !beginsAlike(old.nal, nal, brokenAt)) {
        const whole = wholeSps(nal, parsed.value);
        const { broken_vui_at: _, ...sps } = parsed.value;
        this.#spsById.set(id, { nal: whole, sps });
      }
      return { ok: true, id, mended: true };
    }
    if (!old || !sameBytes(old.nal, nal)) this.#spsById.set(id, { nal: nal.slice(), sps: parsed.value });
    return { ok: true, id };
  }

  /** @param nal copied where it is kept. Its SPS may come later; it is read in full once a slice refers to it. */
  storePps(nal: Uint8Array): Stored {
    if (nal.length > MAX_PARAMETER_SET_BYTES) return tooLong('pic_parameter_set');
    const bits = new BitReader(nal);
    bits.u(8);
    const id = bits.ue();
    const seq_parameter_set_id = bits.ue();
    const sps = this.#spsById.get(seq_parameter_set_id)?.sps;
    const old = this.#ppsById.get(id);
    if (old && sameBytes(old.nal, nal)) return { ok: true, id };
    const parsed = parsePps(nal, sps);
    // Without its SPS only the ids must be good: the rest may depend on the chroma format.
    if (!parsed.ok && (sps || bits.overrun || id > 255 || seq_parameter_set_id > 31)) return parsed;
    const read = parsed.ok && sps ? { readBy: sps, sets: { sps, pps: parsed.value } } : {};
    this.#ppsById.set(id, { nal: nal.slice(), seq_parameter_set_id, ...read });
    return { ok: true, id };
  }

  /** The sets that a slice's pic_parameter_set_id stands for; `undefined` where one is missing or broken. */
  readonly find = (pic_parameter_set_id: number): ActiveParameterSets | undefined => {
    const stored = this.#ppsById.get(pic_parameter_set_id);
    const sps = stored && this.#spsById.get(stored.seq_parameter_set_id)?.sps;
    if (!sps) return undefined;
    if (stored.readBy !== sps) {
      const parsed = parsePps(stored.nal, sps);
      stored.readBy = sps;
      if (parsed.ok) stored.sets = { sps, pps: parsed.value };
      else delete stored.sets;
    }
    return stored.sets;
  };

  /** The sets of a slice. @param start its header byte in `data` */
  ofSlice(data: Uint8Array, start: number): ActiveParameterSets | undefined {
    const bits = new BitReader(data, start);
    bits.u(8);
    bits.ue(); // first_mb_in_slice
    bits.ue(); // slice_type
    const id = bits.ue();
    return bits.overrun ? undefined : this.find(id);
  }

  get isEmpty(): boolean {
    return this.#spsById.size === 0;
  }

  /** Whether such a PPS came, though its SPS may be missing. */
  has(pic_parameter_set_id: number): boolean {
    return this.#ppsById.has(pic_parameter_set_id);
  }

  /** NAL units that a decoder needs for this SPS: itself, then every PPS that refers to it. */
  needed(seq_parameter_set_id: number): { sps: Uint8Array | undefined; pps: ReadonlyMap<number, Uint8Array> } {
    const pps = new Map<number, Uint8Array>();
    for (const [id, stored] of this.#ppsById) {
      if (stored.seq_parameter_set_id === seq_parameter_set_id && this.find(id)) pps.set(id, stored.nal);
    }
    return { sps: this.#spsById.get(seq_parameter_set_id)?.nal, pps };
  }
}

function tooLong(field: string): Stored {
  return { ok: false, error: { fault: 'unsupported', field, bitOffset: MAX_PARAMETER_SET_BYTES * 8 } };
}

/** @param bits from the header byte on */
function beginsAlike(a: Uint8Array, b: Uint8Array, bits: number): boolean {
  const one = new BitReader(a);
  const other = new BitReader(b);
  while (one.bitOffset < bits) if (one.u1() !== other.u1() || one.overrun) return false;
  return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
