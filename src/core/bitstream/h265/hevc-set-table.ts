import type { ParseFault } from '../parameter-set-types';
import { HevcNalType } from './nal';
import { type HevcSps, parseHevcPps, parseHevcSps, parseHevcVps } from './parameter-sets';

/** Longest parameter set that is kept. The largest legal ones have a few hundred bytes. */
const MAX_PARAMETER_SET_BYTES = 4096;

/** What became of a parameter set that was offered: kept under a key that no other kind has, or refused. */
export type StoredHevcSet =
  | { readonly ok: true; readonly key: string }
  | { readonly ok: false; readonly error: ParseFault };

/** A parameter set as it came, and the key under which the table has it. */
export interface NeededHevcSet {
  readonly key: string;
  readonly nal: Uint8Array;
}

/** The VPS, SPS and PPS of a stream by id (16, 16 and 64, 7.4.3). A broken one never replaces a good one. */
export class HevcSetTable {
  readonly #vps = new Map<number, Uint8Array>();
  readonly #sps = new Map<number, { readonly nal: Uint8Array; readonly sps: HevcSps }>();
  readonly #pps = new Map<number, { readonly nal: Uint8Array; readonly spsId: number }>();

  /** Offers a NAL unit of type 32, 33 or 34, from its header. It is copied where it is kept. */
  store(type: number, nal: Uint8Array): StoredHevcSet {
    if (nal.length > MAX_PARAMETER_SET_BYTES) {
      const bitOffset = MAX_PARAMETER_SET_BYTES * 8;
      return { ok: false, error: { fault: 'unsupported', field: 'parameter_set', bitOffset } };
    }
    if (type === HevcNalType.vps) {
      const parsed = parseHevcVps(nal);
      if (!parsed.ok) return parsed;
      const id = parsed.value.vps_video_parameter_set_id;
      this.#vps.set(id, nal.slice());
      return { ok: true, key: `vps ${id}` };
    }
    if (type === HevcNalType.sps) {
      const parsed = parseHevcSps(nal);
      if (!parsed.ok) return parsed;
      const id = parsed.value.sps_seq_parameter_set_id;
      this.#sps.set(id, { nal: nal.slice(), sps: parsed.value });
      return { ok: true, key: `sps ${id}` };
    }
    const parsed = parseHevcPps(nal);
    if (!parsed.ok) return parsed;
    const { pps_pic_parameter_set_id: id, pps_seq_parameter_set_id: spsId } = parsed.value;
    this.#pps.set(id, { nal: nal.slice(), spsId });
    return { ok: true, key: `pps ${id}` };
  }

  /**
   * What a decoder needs for a picture that refers to this PPS: VPS, SPS, then every PPS of that SPS.
   *
   * @returns `undefined` where one of the three is missing
   */
  needed(ppsId: number): readonly NeededHevcSet[] | undefined {
    const spsId = this.#pps.get(ppsId)?.spsId;
    const sps = spsId === undefined ? undefined : this.#sps.get(spsId);
    const vpsId = sps?.sps.sps_video_parameter_set_id;
    const vps = vpsId === undefined ? undefined : this.#vps.get(vpsId);
    if (!sps || !vps) return undefined;
    const sets = [
      { key: `vps ${vpsId}`, nal: vps },
      { key: `sps ${spsId}`, nal: sps.nal },
    ];
    for (const [id, pps] of this.#pps) if (pps.spsId === spsId) sets.push({ key: `pps ${id}`, nal: pps.nal });
    return sets;
  }
}
