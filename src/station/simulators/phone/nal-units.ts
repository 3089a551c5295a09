import { findStartCode } from '#core/bitstream/annex-b';
import { NalUnitType, nalUnitType } from '#core/bitstream/nal';

/** The NAL units of a picture in Annex B, without start codes. */
export function nalUnitsOf(data: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  for (let at = findStartCode(data, 0, data.length); at !== -1; ) {
    const start = at + 3;
    at = findStartCode(data, start, data.length);
    let end = at === -1 ? data.length : at;
    while (end > start && data[end - 1] === 0) end--;
    if (end > start) units.push(data.subarray(start, end));
  }
  return units;
}

/** Whether a NAL unit is a parameter set: SPS, PPS; of H.265 VPS too. */
export function isParameterSet(nalu: Uint8Array, codec: 'h264' | 'h265'): boolean {
  const [header = 0] = nalu;
  if (codec === 'h265') return ((header >> 1) & 0x3f) >= 32 && ((header >> 1) & 0x3f) <= 34;
  const type = nalUnitType(header);
  return type === NalUnitType.sps || type === NalUnitType.pps;
}

/** NAL units as a phone's encoder gives them: each behind its 32-bit length. */
export function toAvcc(units: readonly Uint8Array[]): Uint8Array {
  const data = new Uint8Array(units.reduce((bytes, unit) => bytes + 4 + unit.length, 0));
  const view = new DataView(data.buffer);
  let at = 0;
  for (const unit of units) {
    view.setUint32(at, unit.length);
    data.set(unit, at + 4);
    at += 4 + unit.length;
  }
  return data;
}
