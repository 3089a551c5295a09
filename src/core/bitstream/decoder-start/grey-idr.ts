import { BitWriter } from '../bit-writer';
import { NalUnitType } from '../nal';
import type { ActiveParameterSets } from '../slice-identity';
import { CabacEncoder } from './cabac-encoder';

/** nal_ref_idc 3 */
const HEADER = 0x60 | NalUnitType.sliceIdr;
/** slice_type 7: all slices of the picture are I slices. */
const ALL_I = 7;
/** mb_type I_16x16_2_0_0: predicted by the mean of what is around it, which at a picture's start is the middle of the range. */
const MEAN_16X16 = 3;

/** First ctxIdx of what is coded (Table 9-34). */
const Ctx = { mbType: 3, qpDelta: 60, chromaMode: 64, fieldFlag: 70 } as const;
/** coded_block_flag of the DC blocks: luma's, and for those of Cb and Cr in 4:4:4, which begin alike, places that are free. */
const PLANES = [85, 11, 15];
const DC_CONTEXTS = 4;

/** How the macroblocks of a slice are written. */
interface Layout {
  readonly widthMbs: number;
  readonly heightMbs: number;
  readonly mbaff: boolean;
  /** intra_chroma_pred_mode is there (4:2:0, 4:2:2). */
  readonly chroma: boolean;
  /** Luma-like planes with a DC block each: 3 of 4:4:4. */
  readonly dcBlocks: number;
}

/**
 * Writes an IDR picture of middle grey that a decoder with these parameter sets takes: what a stream without IDR pictures is
 * begun with. It has no residual, so a macroblock is one byte, or a few bits of CABAC.
 *
 * @param pic_order_cnt_lsb 0 by the letter of 8.2.1; another where what follows would be taken for earlier else
 * @returns its slices, NAL units from their headers; `undefined` where the sets allow slice groups, of which it knows nothing
 */
export function greyIdr({ sps, pps }: ActiveParameterSets, pic_order_cnt_lsb = 0): readonly Uint8Array[] | undefined {
  if (pps.num_slice_groups_minus1 > 0) return undefined;
  const separate = sps.separate_colour_plane_flag;
  const chromaArrayType = separate ? 0 : sps.chroma_format_idc;
  const layout: Layout = {
    widthMbs: sps.pic_width_in_mbs_minus1 + 1,
    heightMbs: (sps.pic_height_in_map_units_minus1 + 1) * (sps.frame_mbs_only_flag ? 1 : 2),
    mbaff: sps.mb_adaptive_frame_field_flag,
    chroma: chromaArrayType === 1 || chromaArrayType === 2,
    dcBlocks: chromaArrayType === 3 ? 3 : 1,
  };
  return Array.from({ length: separate ? 3 : 1 }, (_, plane) => {
    const out = new BitWriter();
    writeHeader(out, { sps, pps }, plane, pic_order_cnt_lsb);
    if (pps.entropy_coding_mode_flag) writeCabac(out, layout, 26 + pps.pic_init_qp_minus26);
    else writeCavlc(out, layout);
    return out.nal(HEADER);
  });
}

/** slice_header(), 7.3.3. */
function writeHeader(out: BitWriter, { sps, pps }: ActiveParameterSets, plane: number, lsb: number): void {
  out.ue(0, ALL_I, pps.pic_parameter_set_id);
  if (sps.separate_colour_plane_flag) out.u(2, plane);
  out.u(sps.log2_max_frame_num_minus4 + 4, 0);
  if (!sps.frame_mbs_only_flag) out.u(1, 0); // field_pic_flag
  out.ue(0); // idr_pic_id
  const both = pps.bottom_field_pic_order_in_frame_present_flag;
  if (sps.pic_order_cnt_type === 0) {
    out.u(sps.log2_max_pic_order_cnt_lsb_minus4 + 4, lsb);
    if (both) out.se(0);
  } else if (sps.pic_order_cnt_type === 1 && !sps.delta_pic_order_always_zero_flag) {
    out.se(0);
    if (both) out.se(0);
  }
  if (pps.redundant_pic_cnt_present_flag) out.ue(0);
  out.u(2, 0); // no_output_of_prior_pics_flag, long_term_reference_flag
  out.se(0); // slice_qp_delta
  if (pps.deblocking_filter_control_present_flag) out.ue(1);
}

function writeCavlc(out: BitWriter, { widthMbs, heightMbs, mbaff, chroma, dcBlocks }: Layout): void {
  for (let mb = 0; mb < widthMbs * heightMbs; mb++) {
    if (mbaff && mb % 2 === 0) out.u(1, 0); // mb_field_decoding_flag
    out.ue(MEAN_16X16);
    if (chroma) out.ue(0);
    out.se(0); // mb_qp_delta
    // coeff_token of no coefficients, next to blocks of none
    for (let block = 0; block < dcBlocks; block++) out.u(1, 1);
  }
}

function writeCabac(out: BitWriter, { widthMbs, heightMbs, mbaff, chroma, dcBlocks }: Layout, qp: number): void {
  while (out.length % 8 !== 0) out.u(1, 1); // cabac_alignment_one_bit
  const cabac = new CabacEncoder(out, Math.min(Math.max(qp, 0), 51));
  for (const place of PLANES.slice(1)) cabac.likeOthers(place, PLANES[0]!, DC_CONTEXTS);
  const count = widthMbs * heightMbs;
  for (let mb = 0; mb < count; mb++) {
    const column = mbaff ? (mb >> 1) % widthMbs : mb % widthMbs;
    const row = mbaff ? 2 * Math.floor(mb / (2 * widthMbs)) + (mb & 1) : Math.floor(mb / widthMbs);
    const left = column > 0 ? 1 : 0;
    const top = row > 0 ? 1 : 0;
    if (mbaff && mb % 2 === 0) cabac.bin(Ctx.fieldFlag, 0);
    // mb_type: not I_NxN, not I_PCM, no luma, no chroma, and two bits for the prediction
    cabac.bin(Ctx.mbType + left + top, 1);
    cabac.terminate(0);
    cabac.bin(Ctx.mbType + 3, 0);
    cabac.bin(Ctx.mbType + 4, 0);
    cabac.bin(Ctx.mbType + 6, 1);
    cabac.bin(Ctx.mbType + 7, 0);
    if (chroma) cabac.bin(Ctx.chromaMode, 0);
    cabac.bin(Ctx.qpDelta, 0);
    // coded_block_flag of the DC block: a neighbour that is missing counts as 1 (9.3.3.1.1.9).
    for (let plane = 0; plane < dcBlocks; plane++) {
      cabac.bin((PLANES[plane] ?? 0) + 1 - left + 2 * (1 - top), 0);
    }
    // end_of_slice_flag, which the upper one of a pair has not
    if (!mbaff || mb % 2 === 1) cabac.terminate(mb === count - 1 ? 1 : 0);
  }
}
