import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';
import { NalUnitType } from './nal';
import type { NalRange } from './open-picture';
import { readPrelude } from './prelude';

/** user_data_unregistered, D.1.7. */
const PAYLOAD_TYPE = 5;
/** 15a8e3cd-e059-495b-aa6e-252e2d3a0103, ours, in words of 32 bits. */
const UUID = [0x15a8e3cd, 0xe059495b, 0xaa6e252e, 0x2d3a0103] as const;
/** The UUID and the time. */
const PAYLOAD_BYTES = 24;
const LARGEST_US = Number.MAX_SAFE_INTEGER;
const START_CODE = Uint8Array.of(0, 0, 1);

/**
 * Writes when a picture was taken into its access unit, as an SEI message (D.1.7, user_data_unregistered) in front of its
 * first slice: our UUID, then a big-endian u64.
 *
 * @param data Annex B; copied.
 * @param captureUs µs on the host's monotonic clock, 0..2^53 − 1; fractions are dropped.
 */
export function withCaptureTime(data: Uint8Array, captureUs: number): Uint8Array {
  const { slice } = readPrelude(data);
  if (slice === -1) return data;
  const us = Math.floor(captureUs);
  const bits = new BitWriter().u(8, PAYLOAD_TYPE).u(8, PAYLOAD_BYTES);
  for (const word of UUID) bits.u(32, word);
  const sei = bits
    .u(32, Math.floor(us / 2 ** 32))
    .u(32, us % 2 ** 32)
    .nal(NalUnitType.sei);
  const at = slice - START_CODE.length;
  const out = new Uint8Array(data.length + START_CODE.length + sei.length);
  out.set(data.subarray(0, at));
  out.set(START_CODE, at);
  out.set(sei, at + START_CODE.length);
  out.set(data.subarray(at), at + START_CODE.length + sei.length);
  return out;
}

/**
 * Reads what `withCaptureTime` wrote.
 *
 * @param sei the SEI NAL units in front of the access unit's first slice.
 * @returns µs on the host's clock; `undefined` where the picture does not say, as most hosts' do not.
 */
export function captureTimeOf(data: Uint8Array, sei: readonly NalRange[]): number | undefined {
  for (const { start, end } of sei) {
    const bits = new BitReader(data, start, end);
    bits.u(8);
    while (!bits.overrun && bits.moreRbspData()) {
      const type = readFfCoded(bits);
      const size = readFfCoded(bits);
      if (type !== PAYLOAD_TYPE || size !== PAYLOAD_BYTES) {
        bits.skip(size * 8);
        continue;
      }
      const us = readPayload(bits);
      if (us !== undefined) return us;
    }
  }
  return undefined;
}

function readPayload(bits: BitReader): number | undefined {
  // All words are read in any case: another message may follow this one.
  const words = UUID.map(() => bits.u(32));
  const us = bits.u(32) * 2 ** 32 + bits.u(32);
  return bits.overrun || us > LARGEST_US || words.some((word, i) => word !== UUID[i]) ? undefined : us;
}

/** payloadType and payloadSize, 7.3.2.3.1. */
function readFfCoded(bits: BitReader): number {
  let value = 0;
  let byte = bits.u(8);
  while (byte === 0xff) {
    value += byte;
    byte = bits.u(8);
  }
  return value + byte;
}
