import { findStartCode } from './annex-b';
import { HevcNalType, hevcNalType } from './h265/nal';

/** nal_unit_header()'s second byte of the base layer and its lowest sub-layer: all that stands at a stream's start. */
const BASE_LAYER = 1;

/**
 * Tells H.265 from H.264 by the first NAL unit.
 *
 * A header of H.264 with these first bytes would be an IDR's or a parameter set's with nal_ref_idc and type against each
 * other (7.4.1), and the second byte rules out what is left.
 *
 * @param bytes Annex B, from the first bytes of a stream on
 * @returns `undefined` while too little has come
 */
export function detectCodec(bytes: Uint8Array): 'h264' | 'h265' | undefined {
  const at = findStartCode(bytes, 0, bytes.length);
  if (at === -1 || at + 4 >= bytes.length) return undefined;
  const [first, second] = [bytes[at + 3]!, bytes[at + 4]!];
  const type = hevcNalType(first);
  const begins =
    (type >= HevcNalType.blaWLp && type <= HevcNalType.cra) ||
    (type >= HevcNalType.vps && type <= HevcNalType.accessUnitDelimiter) ||
    type === HevcNalType.prefixSei;
  return (first & 0x81) === 0 && second === BASE_LAYER && begins ? 'h265' : 'h264';
}
