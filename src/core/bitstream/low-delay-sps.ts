import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';
import { FieldReader } from './field-reader';
import { NalUnitType, nalUnitType } from './nal';
import { readSps } from './sps';

/** vui_parameters() in front of bitstream_restriction_flag, E.1.1: eight flags that say "not present". */
const BARE_VUI_FLAGS = 8;

/**
 * Rewrites an SPS so that a decoder gives each picture out at once; see `restrictReordering`.
 *
 * @param nal an SPS from its header byte. Only of a stream whose pictures are shown in the order of decoding.
 * @returns `undefined` where there is nothing to do: it has a restriction, or cannot be read.
 */
export function lowDelaySps(nal: Uint8Array): Uint8Array | undefined {
  return restrictReordering(nal, 0);
}

/**
 * Rewrites an SPS so that a decoder holds no more pictures back than it must. Where `bitstream_restriction` is absent, E.2.1
 * has a decoder reckon with as many pictures out of order as its buffer holds, up to 16, and a hardware decoder holds them
 * back.
 *
 * Added are `max_num_reorder_frames` and `max_dec_frame_buffering` = `max_num_ref_frames`, or more where that many are held
 * back; the other fields of the restriction have the values that a decoder infers without it. All else stays as it was, bit
 * for bit.
 *
 * @param nal an SPS from its header byte
 * @param frames by how many pictures decoding runs ahead of showing, at most 16
 * @returns `undefined` where there is nothing to do: it has a restriction, or cannot be read.
 */
export function restrictReordering(nal: Uint8Array, frames: number): Uint8Array | undefined {
  if (nalUnitType(nal[0] ?? 0) !== NalUnitType.sps) return undefined;
  const fields = new FieldReader(nal);
  const parsed = readSps(fields);
  if (!parsed.ok || parsed.value.vui?.bitstream_restriction || parsed.value.broken_vui_at) return undefined;
  const { vui, max_num_ref_frames } = parsed.value;

  // The last bit that was read is the flag that says that no VUI, or no restriction, follows.
  const flagAt = fields.bitOffset - 1;
  const source = new BitReader(nal);
  const header = source.u(8);
  const out = new BitWriter();
  while (source.bitOffset < flagAt) out.u(1, source.u1());
  if (!vui) out.u(1, 1).u(BARE_VUI_FLAGS, 0);
  out.u(1, 1);
  // motion_vectors_over_pic_boundaries_flag, max_bytes_per_pic_denom, max_bits_per_mb_denom
  out.u(1, 1).ue(2, 1);
  // log2_max_mv_length_horizontal and _vertical: inferred as 16 up to 2010 and as 15 since, when 16 ceased to be legal.
  out.ue(15, 15);
  // max_num_reorder_frames, max_dec_frame_buffering
  out.ue(frames, Math.max(frames, max_num_ref_frames));
  return out.nal(header);
}
