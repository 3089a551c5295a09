import { findStartCode } from '../../bitstream/annex-b';
import { BitReader } from '../../bitstream/bit-reader';
import { HevcNalType, hevcNalType, isIrap, isSliceSegment } from '../../bitstream/h265/nal';
import { type HevcPps, type HevcSps, parseHevcPps, parseHevcSps } from '../../bitstream/h265/parameter-sets';
import { hasSliceHeader, NalUnitType, nalUnitType } from '../../bitstream/nal';
import { ParameterSetTable } from '../../bitstream/parameter-set-table';
import { restartsCounts } from '../../bitstream/restarts-counts';
import { readSliceIdentity } from '../../bitstream/slice-identity';

/** Where a picture stands in the order of showing, among those since the last one that begins a new count. */
export interface OrderCount {
  readonly count: number;
  /** Nothing before it is shown after it. */
  readonly begins: boolean;
}

/** Reads the order counts of a raw stream's pictures. Fed every picture in the order of decoding. */
export interface OrderCounts {
  /** @param unit an access unit in Annex B, a key picture with its parameter sets */
  read(unit: Uint8Array): OrderCount;
}

/** POC's upper part from picture to picture (H.264, 8.2.1.1; H.265, 8.3.1). */
class Msb {
  #lsb = 0;
  #msb = 0;

  count(lsb: number, range: number, isReference: boolean): number {
    let msb = this.#msb;
    const step = lsb - this.#lsb;
    if (step <= -range / 2) msb += range;
    else if (step > range / 2) msb -= range;
    if (isReference) {
      this.#lsb = lsb;
      this.#msb = msb;
    }
    return msb + lsb;
  }

  begin(lsb: number): number {
    this.#lsb = lsb;
    this.#msb = 0;
    return lsb;
  }
}

/** H.264. With `pic_order_cnt_type` 1, which is not used with B pictures, and 2 the order is that of decoding. */
export class H264OrderCounts implements OrderCounts {
  readonly #table = new ParameterSetTable();
  readonly #msb = new Msb();
  #decoded = 0;

  read(unit: Uint8Array): OrderCount {
    this.#decoded++;
    for (const [from, to] of units(unit)) {
      const type = nalUnitType(unit[from]!);
      if (type === NalUnitType.sps) this.#table.storeSps(unit.subarray(from, to));
      else if (type === NalUnitType.pps) this.#table.storePps(unit.subarray(from, to));
      else if (hasSliceHeader(type)) return this.#ofSlice(unit, from, to);
    }
    return { count: this.#decoded, begins: false };
  }

  #ofSlice(unit: Uint8Array, from: number, to: number): OrderCount {
    const slice = readSliceIdentity(unit, from, to, this.#table.find);
    const sps = slice?.parameterSets?.sps;
    if (!slice || !sps || sps.pic_order_cnt_type !== 0) return { count: this.#decoded, begins: true };
    const lsb = slice.pic_order_cnt_lsb;
    // Operation 5 makes of a picture what an IDR picture is: it has the count 0, and nothing before it is shown behind it.
    const restarts = slice.parameterSets !== undefined && restartsCounts(unit, from, to, slice.parameterSets);
    if (restarts) return { count: this.#msb.begin(0), begins: true };
    if (slice.idr) return { count: this.#msb.begin(lsb), begins: true };
    const range = 2 ** (sps.log2_max_pic_order_cnt_lsb_minus4 + 4);
    return { count: this.#msb.count(lsb, range, slice.nal_ref_idc > 0), begins: false };
  }
}

/** H.265. */
export class H265OrderCounts implements OrderCounts {
  readonly #sps = new Map<number, HevcSps>();
  readonly #pps = new Map<number, HevcPps>();
  readonly #msb = new Msb();
  #last = 0;

  read(unit: Uint8Array): OrderCount {
    for (const [from, to] of units(unit)) {
      const type = hevcNalType(unit[from]!);
      if (isSliceSegment(type)) return this.#ofSlice(unit, from, to, type);
      const nal = unit.subarray(from, to);
      if (type === HevcNalType.sps) {
        const read = parseHevcSps(nal);
        if (read.ok) this.#sps.set(read.value.sps_seq_parameter_set_id, read.value);
      } else if (type === HevcNalType.pps) {
        const read = parseHevcPps(nal);
        if (read.ok) this.#pps.set(read.value.pps_pic_parameter_set_id, read.value);
      }
    }
    return { count: ++this.#last, begins: false };
  }

  /** slice_segment_header() (7.3.6.1) up to slice_pic_order_cnt_lsb, of a picture's first segment. */
  #ofSlice(unit: Uint8Array, from: number, to: number, type: number): OrderCount {
    const bits = new BitReader(unit, from, to);
    bits.u(8);
    const temporalId = (bits.u(8) & 7) - 1;
    bits.flag();
    if (isIrap(type)) bits.flag();
    const pps = this.#pps.get(bits.ue());
    const sps = pps && this.#sps.get(pps.pps_seq_parameter_set_id);
    if (!sps) return { count: ++this.#last, begins: false };
    if (type === HevcNalType.idrWRadl || type === HevcNalType.idrNLp) {
      this.#last = this.#msb.begin(0);
      return { count: 0, begins: true };
    }
    bits.u(pps.num_extra_slice_header_bits);
    bits.ue();
    if (pps.output_flag_present_flag) bits.flag();
    if (sps.separate_colour_plane_flag) bits.u(2);
    const width = sps.log2_max_pic_order_cnt_lsb_minus4 + 4;
    const lsb = bits.u(width);
    // Even types below 16 are referred to by none of their sub-layer; leading pictures do not count either (8.3.1).
    const isReference = temporalId === 0 && !(type < 16 && type % 2 === 0) && !(type >= 6 && type <= 9);
    this.#last = this.#msb.count(lsb, 2 ** width, isReference);
    return { count: this.#last, begins: false };
  }
}

/** Where NAL units lie, from their header on. */
function* units(unit: Uint8Array): Generator<readonly [from: number, to: number]> {
  for (let at = findStartCode(unit, 0, unit.length); at !== -1 && at + 3 < unit.length; ) {
    const from = at + 3;
    at = findStartCode(unit, from, Math.min(unit.length, from + 4096));
    yield [from, at === -1 ? unit.length : at];
    if (at === -1) return;
  }
}
