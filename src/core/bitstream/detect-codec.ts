import { findStartCode } from './annex-b';
import { HevcNalType, hevcNalType } from './h265/nal';

/** nal_unit_header()'s second byte of the base layer and its lowest sub-layer: most of what stands in a stream. */
const BASE_LAYER = 1;
/** H.264's header bytes of nal_ref_idc 0 that H.265's RADL and some TSA and STSA slices share: SEI, ends, filler data, prefixes. */
const SHARED = new Set([0x06, 0x0a, 0x0c, 0x0e]);

/**
 * Tells H.265 from H.264 by the first NAL unit that only one of them can have. A camera that is joined late begins with any
 * picture.
 *
 * A header of H.264 with the first bytes of H.265's would be a parameter set's or an IDR's with nal_ref_idc and type against
 * each other (7.4.1), of a type that is not specified, or of a data partition, whose first_mb_in_slice the second byte rules
 * out.
 *
 * @param bytes Annex B, from the first bytes of a stream on
 * @returns `undefined` while too little has come
 */
export function detectCodec(bytes: Uint8Array): 'h264' | 'h265' | undefined {
  for (let at = findStartCode(bytes, 0, bytes.length); at !== -1; at = findStartCode(bytes, at + 3, bytes.length)) {
    if (at + 4 >= bytes.length) return undefined;
    const [first, second] = [bytes[at + 3]!, bytes[at + 4]!];
    if (second !== BASE_LAYER || !isOfHevc(first)) return 'h264';
    if (!SHARED.has(first)) return 'h265';
  }
  return undefined;
}

/** Whether a first byte is that of a slice, a parameter set, a delimiter or SEI of H.265's base layer. */
function isOfHevc(first: number): boolean {
  const type = hevcNalType(first);
  return (
    (first & 0x81) === 0 &&
    (type <= HevcNalType.raslR ||
      (type >= HevcNalType.blaWLp && type <= HevcNalType.cra) ||
      (type >= HevcNalType.vps && type <= HevcNalType.accessUnitDelimiter) ||
      type === HevcNalType.prefixSei)
  );
}
