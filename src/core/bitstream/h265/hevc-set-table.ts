import type { NeededSet, StoredSet } from '../nal-rules';
import { HevcNalType } from './nal';
import { type HevcPps, type HevcSps, parseHevcPps, parseHevcSps, parseHevcVps } from './parameter-sets';
import type { SegmentLayout } from './slice-start';

/** Longest parameter set that is kept. The largest legal ones have a few hundred bytes. */
const MAX_PARAMETER_SET_BYTES = 4096;

/** The VPS, SPS and PPS of a stream by id (16, 16 and 64, 7.4.3). A broken one never replaces a good one. */
export class HevcSetTable {
  readonly #vps = new Map<number, Uint8Array>();
  readonly #sps = new Map<number, { readonly nal: Uint8Array; readonly sps: HevcSps }>();
  readonly #pps = new Map<number, { readonly nal: Uint8Array; readonly spsId: number; readonly pps: HevcPps }>();

  /** Offers a NAL unit of type 32, 33 or 34, from its header. It is copied where it is kept. */
  store(type: number, nal: Uint8Array): StoredSet {
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
    this.#pps.set(id, { nal: nal.slice(), spsId, pps: parsed.value });
    return { ok: true, key: `pps ${id}` };
  }

  /** What the reading of a slice segment that refers to this PPS takes; `undefined` where it or its SPS is missing. */
  readonly layoutOf = (ppsId: number): SegmentLayout | undefined => {
    const stored = this.#pps.get(ppsId);
    const sps = stored && this.#sps.get(stored.spsId)?.sps;
    return (
      sps && {
        dependent_slice_segments_enabled_flag: stored.pps.dependent_slice_segments_enabled_flag,
        // Ceil(Log2(PicSizeInCtbsY)), 7.4.7.1
        addressBits: 32 - Math.clz32(sps.pic_size_in_ctbs - 1),
      }
    );
  };

  /** Whether all that a decoder needs for a picture that refers to this PPS is there. */
  has(ppsId: number): boolean {
    const spsId = this.#pps.get(ppsId)?.spsId;
    const sps = spsId === undefined ? undefined : this.#sps.get(spsId);
    return sps !== undefined && this.#vps.has(sps.sps.sps_video_parameter_set_id);
  }

  /**
   * What a decoder needs for a picture that refers to this PPS: VPS, SPS, then every PPS of that SPS.
   *
   * @returns `undefined` where one of the three is missing
   */
  needed(ppsId: number): readonly NeededSet[] | undefined {
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
