import { unitsOfAggregate } from './aggregate';
import type { RtpCodec } from './payload-format';

/** NAL unit types of H.264 that a stream begins with: SPS and its packets. */
const SPS = 7;
const STAP_A = 24;
const FU_A = 28;
/** Of H.265. */
const AGGREGATION = 48;
const IDR = 5;
/** profile_idc of what cameras send (ITU-T H.264, annex A). */
const PROFILES = new Set([66, 77, 88, 100, 110, 122, 244]);

/**
 * Tells the codec of a payload of RTP by itself, as a payload type of 96–127 says nothing without a description. Only what
 * a key picture begins with is believed.
 *
 * @returns `undefined` where it cannot be told
 */
export function detectRtpCodec(payload: Uint8Array): RtpCodec | undefined {
  if (payload.length < 4) return undefined;
  return isHevc(payload) ? 'h265' : isAvc(payload) ? 'h264' : undefined;
}

/** Both formats keep the header of the NAL unit, and H.265's has a second byte: layer 0, temporal id 0. */
function isHevc(payload: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = payload;
  if ((first & 0x81) !== 0 || second !== 0x01) return false;
  const type = first >> 1;
  // VPS, SPS, an aggregation of them, or the first fragment of a picture that decoding may begin at.
  if (type === 32 || type === 33) return true;
  if (type === AGGREGATION) {
    for (const unit of unitsOfAggregate(payload, 2)) if (isHevc(unit)) return true;
    return false;
  }
  return type === 49 && (third & 0x80) !== 0 && (third & 0x3f) >= 16 && (third & 0x3f) <= 21;
}

function isAvc(payload: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = payload;
  if ((first & 0x80) !== 0) return false;
  const type = first & 0x1f;
  if (type === SPS) return PROFILES.has(second);
  if (type === STAP_A) {
    for (const [header = 0, profile_idc = 0] of unitsOfAggregate(payload, 1))
      if ((header & 0x9f) === SPS && PROFILES.has(profile_idc)) return true;
    return false;
  }
  return type === FU_A && (first & 0x60) !== 0 && (second & 0x9f) === (0x80 | IDR) && (third & 0x80) !== 0;
}
