import { findStartCode } from '#core/bitstream/annex-b';
import { hevcNalType, isSliceSegment } from '#core/bitstream/h265/nal';
import type { NalRange } from '#core/bitstream/open-picture';

/** Of ours, with no zero byte in it, so that nothing in an SEI message needs emulation prevention. */
const UUID = Uint8Array.of(
  0x9d,
  0x4b,
  0x71,
  0xe6,
  0x5c,
  0x8a,
  0x43,
  0xf1,
  0xb2,
  0x3e,
  0xd7,
  0x68,
  0xa4,
  0x19,
  0xc5,
  0x8f,
);
/** Seven bits of the number in each; the eighth is one for the same reason. */
const NUMBER_BYTES = 4;
/** Prefix SEI of H.265 (7.3.1.2), user_data_unregistered (D.2.7), its size. */
const SEI_HEADER = Uint8Array.of(0, 0, 0, 1, 0x4e, 0x01, 5, UUID.length + NUMBER_BYTES);
const TRAILING = 0x80;

/** How many pictures can be told apart: numbers are 0 up to this. */
export const TAGS = 2 ** (7 * NUMBER_BYTES);

/**
 * Writes a number into a picture of H.265, in front of its first slice segment, as unregistered user data: decoder and
 * encoder hand it on.
 *
 * @param data Annex B; copied
 */
export function withTag(data: Uint8Array, number: number): Uint8Array {
  const at = firstSlice(data);
  const sei = new Uint8Array(SEI_HEADER.length + UUID.length + NUMBER_BYTES + 1);
  sei.set(SEI_HEADER);
  sei.set(UUID, SEI_HEADER.length);
  for (let i = 0; i < NUMBER_BYTES; i++) sei[SEI_HEADER.length + UUID.length + i] = 0x80 | ((number >> (7 * i)) & 0x7f);
  sei[sei.length - 1] = TRAILING;
  const out = new Uint8Array(data.length + sei.length);
  out.set(data.subarray(0, at));
  out.set(sei, at);
  out.set(data.subarray(at), at + sei.length);
  return out;
}

/**
 * Reads the number from a picture of H.264.
 *
 * @param sei its SEI NAL units
 * @returns `undefined` where it was not handed on
 */
export function tagOf(data: Uint8Array, sei: readonly NalRange[]): number | undefined {
  for (const { start, end } of sei) {
    for (let at = start; at + UUID.length + NUMBER_BYTES <= end; at++) {
      if (!UUID.every((byte, i) => data[at + i] === byte)) continue;
      let number = 0;
      for (let i = 0; i < NUMBER_BYTES; i++) number |= (data[at + UUID.length + i]! & 0x7f) << (7 * i);
      return number;
    }
  }
  return undefined;
}

/** Where the start code of the first slice segment begins. */
function firstSlice(data: Uint8Array): number {
  for (let at = findStartCode(data, 0, data.length); at !== -1 && at + 3 < data.length; ) {
    if (isSliceSegment(hevcNalType(data[at + 3]!))) return at > 0 && data[at - 1] === 0 ? at - 1 : at;
    at = findStartCode(data, at + 3, data.length);
  }
  return 0;
}
