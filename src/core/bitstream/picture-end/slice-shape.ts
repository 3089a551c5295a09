import { type SliceHeader, SliceType } from './slice-header';

/** What the macroblock layer asks of its slice, as plain numbers for the hot path. */
export interface SliceShape {
  readonly widthMbs: number;
  readonly sizeMbs: number;
  readonly first: number;
  readonly isI: boolean;
  readonly isB: boolean;
  /** 4:2:0; otherwise monochrome. */
  readonly chroma: boolean;
  /** num_ref_idx_l0_active_minus1 and num_ref_idx_l1_active_minus1. */
  readonly maxRefIdx: readonly [number, number];
  readonly transform8x8: boolean;
  readonly direct8x8Inference: boolean;
}

export function sliceShape(header: SliceHeader): SliceShape {
  const { sps, pps } = header;
  return {
    widthMbs: sps.pic_width_in_mbs_minus1 + 1,
    sizeMbs: pictureSizeInMbs(header),
    first: header.first_mb_in_slice,
    isI: header.slice_type === SliceType.I,
    isB: header.slice_type === SliceType.B,
    chroma: sps.chroma_format_idc === 1,
    maxRefIdx: [Math.max(header.num_ref_idx_l0_active - 1, 0), Math.max(header.num_ref_idx_l1_active - 1, 0)],
    transform8x8: pps.transform_8x8_mode_flag,
    direct8x8Inference: sps.direct_8x8_inference_flag,
  };
}

/** PicSizeInMbs of a frame, equations 7-13 to 7-30. */
export function pictureSizeInMbs({ sps }: SliceHeader): number {
  const FrameHeightInMbs = (sps.pic_height_in_map_units_minus1 + 1) * (sps.frame_mbs_only_flag ? 1 : 2);
  return (sps.pic_width_in_mbs_minus1 + 1) * FrameHeightInMbs;
}
