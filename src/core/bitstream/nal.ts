/** nal_unit_type, ITU-T H.264 Table 7-1, those that matter to a player. */
export const NalUnitType = {
  slice: 1,
  slicePartitionA: 2,
  slicePartitionB: 3,
  slicePartitionC: 4,
  sliceIdr: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  accessUnitDelimiter: 9,
  endOfSequence: 10,
  endOfStream: 11,
  fillerData: 12,
  spsExtension: 13,
  prefix: 14,
  subsetSps: 15,
  auxiliarySlice: 19,
} as const;

/** nal_unit_type of a header byte. */
export function nalUnitType(header: number): number {
  return header & 0x1f;
}

/** nal_ref_idc of a header byte: 0 is a picture that no other refers to. */
export function nalRefIdc(header: number): number {
  return (header >> 5) & 3;
}

/** Whether the NAL unit begins with a slice header of a primary (or redundant) coded picture: types 1, 2 and 5. */
export function hasSliceHeader(type: number): boolean {
  return type === NalUnitType.slice || type === NalUnitType.slicePartitionA || type === NalUnitType.sliceIdr;
}

/**
 * Whether a NAL unit of this type, behind the last slice of a picture, begins the next access unit (7.4.1.2.3): access
 * unit delimiter, SPS, PPS, SEI and 14..18.
 */
export function beginsAccessUnit(type: number): boolean {
  return (type >= NalUnitType.sei && type <= NalUnitType.accessUnitDelimiter) || (type >= 14 && type <= 18);
}

/**
 * Whether a NAL unit of this type stands behind a picture's slices and is no loss without them: partitions B and C, end of
 * sequence and stream, filler, auxiliary slices and slice extensions.
 */
export function followsSlices(type: number): boolean {
  return (
    type === NalUnitType.slicePartitionB ||
    type === NalUnitType.slicePartitionC ||
    (type >= NalUnitType.endOfSequence && type <= NalUnitType.fillerData) ||
    (type >= NalUnitType.auxiliarySlice && type <= 21)
  );
}
