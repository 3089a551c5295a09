/** nal_unit_type, ITU-T H.265 Table 7-1, those that matter to a player. */
export const HevcNalType = {
  raslN: 8,
  raslR: 9,
  blaWLp: 16,
  idrWRadl: 19,
  idrNLp: 20,
  cra: 21,
  lastIrap: 23,
  vps: 32,
  sps: 33,
  pps: 34,
  accessUnitDelimiter: 35,
  endOfSequence: 36,
  endOfBitstream: 37,
  fillerData: 38,
  prefixSei: 39,
  suffixSei: 40,
} as const;

/** Bytes of nal_unit_header() (7.3.1.2). */
export const HEVC_HEADER_BYTES = 2;

/** nal_unit_type of a header's first byte. */
export function hevcNalType(header: number): number {
  return (header >> 1) & 0x3f;
}

/** nuh_layer_id of a header. Above 0 is an extension's (Annexes F to I), which no player here shows. */
export function hevcLayerId(first: number, second: number): number {
  return ((first & 1) << 5) | (second >> 3);
}

/** Whether the NAL unit is a VPS, SPS or PPS. */
export function isHevcParameterSet(type: number): boolean {
  return type >= HevcNalType.vps && type <= HevcNalType.pps;
}

/** Whether the NAL unit is a slice segment: types 0..9 and 16..21; the types between and behind are reserved. */
export function isSliceSegment(type: number): boolean {
  return type <= HevcNalType.raslR || (type >= HevcNalType.blaWLp && type <= HevcNalType.cra);
}

/** Whether a slice of this type belongs to an intra random access picture: BLA, IDR or CRA. Decoding can start there. */
export function isIrap(type: number): boolean {
  return type >= HevcNalType.blaWLp && type <= HevcNalType.lastIrap;
}

/**
 * Whether a NAL unit of this type, behind the last slice segment of a picture, begins the next access unit (7.4.2.4.4):
 * delimiter, VPS, SPS, PPS, prefix SEI, 41..44 and 48..55.
 */
export function beginsHevcAccessUnit(type: number): boolean {
  return (
    (type >= HevcNalType.vps && type <= HevcNalType.accessUnitDelimiter) ||
    type === HevcNalType.prefixSei ||
    (type >= 41 && type <= 44) ||
    (type >= 48 && type <= 55)
  );
}
