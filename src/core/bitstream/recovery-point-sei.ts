import { BitReader } from './bit-reader';

/** payloadType of the recovery point, in H.264 (D.1.8) and H.265 (D.2.8). */
const RECOVERY_POINT = 6;
/** Longer than any distance to a recovery point that a player would wait for. */
const MAX_COUNT = 65535;

/**
 * The recovery_frame_cnt of a recovery point SEI message (H.265: recovery_poc_cnt), which is how far behind this picture all
 * are right whose decoding began here.
 *
 * @param nal an SEI NAL unit, from its header
 * @param headerBytes 1, or 2 of H.265
 * @returns `undefined` where there is none, or it is broken
 */
export function recoveryCountOf(nal: Uint8Array, headerBytes: 1 | 2): number | undefined {
  const bits = new BitReader(nal);
  bits.u(8 * headerBytes);
  while (!bits.overrun && bits.moreRbspData()) {
    const type = sum(bits);
    const bytes = sum(bits);
    if (type === RECOVERY_POINT) {
      const count = headerBytes === 1 ? bits.ue() : bits.se();
      return bits.overrun || count > MAX_COUNT ? undefined : Math.max(0, count);
    }
    bits.skip(8 * bytes);
  }
  return undefined;
}

/** A number as bytes of 255 and a last one below. */
function sum(bits: BitReader): number {
  let total = 0;
  let byte: number;
  do {
    byte = bits.u(8);
    total += byte;
  } while (byte === 255 && !bits.overrun);
  return total;
}
