import { type Colour, effectiveColour, isSameColour } from '../colour/colour';
import { type ColourCorrection, correctedColour } from '../colour/correction';
import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';
import { FieldReader } from './field-reader';
import { readHevcSps } from './h265/parameter-sets';
import { readSps } from './sps';

/** A VUI that says nothing else, in zero bits, behind its video_signal_type: H.264, E.1.1; H.265, E.2.1. */
const BARE_VUI_REST = { h264: 6, h265: 7 } as const;
/** video_format "unspecified" (table E-2). */
const UNSPECIFIED_FORMAT = 5;

/**
 * Rewrites an SPS so that its VUI says the corrected colours, all of them; every other bit stays as it was.
 *
 * @param nal from its header byte
 * @returns `undefined` where it says them already, or cannot be read as far as there
 */
export function spsWithColour(
  codec: 'h264' | 'h265',
  nal: Uint8Array,
  correction: ColourCorrection,
): Uint8Array | undefined {
  const fields = new FieldReader(nal);
  const parsed = codec === 'h264' ? readSps(fields) : readHevcSps(fields);
  const flagAt = fields.placeOf('vui_parameters');
  if (!parsed.ok || flagAt === undefined) return undefined;
  const { vui } = parsed.value;
  const before = effectiveColour(vui, parsed.value);
  const colour = correctedColour(before, correction);
  if (isSameColour(before, colour)) return undefined;

  const source = new BitReader(nal);
  const header = source.u(8);
  const out = new BitWriter();
  const copyTo = (end: number) => {
    while (source.bitOffset < end) out.u(1, source.u1());
  };
  if (vui) {
    const [from, to] = [fields.placeOf('video_signal_type'), fields.placeOf('behind_video_signal_type')];
    if (from === undefined || to === undefined) return undefined;
    copyTo(from);
    writeSignal(out, colour);
    while (source.bitOffset < to) source.u1();
  } else {
    copyTo(flagAt);
    source.u1();
    // vui_parameters_present_flag, and the flags of aspect_ratio_info and overscan_info.
    out.u(3, 0b100);
    writeSignal(out, colour);
    out.u(BARE_VUI_REST[codec], 0);
  }
  if (codec === 'h264') copyTo(fields.bitOffset);
  else while (source.moreRbspData()) out.u(1, source.u1());
  return out.nal(header);
}

function writeSignal(out: BitWriter, { primaries, transfer, matrix, fullRange }: Colour): void {
  // video_signal_type_present_flag, video_format, video_full_range_flag, colour_description_present_flag.
  out
    .u(1, 1)
    .u(3, UNSPECIFIED_FORMAT)
    .u(1, fullRange ? 1 : 0)
    .u(1, 1);
  out.u(8, primaries).u(8, transfer).u(8, matrix);
}
