import { findStartCode } from '../../bitstream/annex-b';

/** Bytes that tell a NAL unit's length in a sample. */
export const LENGTH_BYTES = 4;

/**
 * Where the NAL units of an access unit lie: first byte and the byte behind the last, in turns. Zeros behind a NAL unit
 * (trailing_zero_8bits, H.264 B.1.1) are no part of it.
 *
 * @param data Annex B
 */
export function nalUnitBounds(data: Uint8Array): number[] {
  const bounds: number[] = [];
  for (let at = findStartCode(data, 0, data.length); at !== -1; ) {
    const start = at + 3;
    at = findStartCode(data, start, data.length);
    let end = at === -1 ? data.length : at;
    while (end > start && data[end - 1] === 0) end--;
    if (end > start) bounds.push(start, end);
  }
  return bounds;
}

/** Of a sample that holds these NAL units. */
export function sampleSize(bounds: readonly number[]): number {
  let size = 0;
  for (let i = 0; i < bounds.length; i += 2) size += LENGTH_BYTES + bounds[i + 1]! - bounds[i]!;
  return size;
}

/** Writes NAL units, each behind its length (ISO/IEC 14496-15, 4.3.3.1). @returns where it stopped */
export function writeSample(data: Uint8Array, bounds: readonly number[], out: Uint8Array, at: number): number {
  for (let i = 0; i < bounds.length; i += 2) {
    const nal = data.subarray(bounds[i], bounds[i + 1]);
    new DataView(out.buffer, out.byteOffset + at).setUint32(0, nal.length);
    out.set(nal, at + LENGTH_BYTES);
    at += LENGTH_BYTES + nal.length;
  }
  return at;
}
