import { readBerLength, readBerOid } from './klv';

/** Universal label of the UAS Datalink Local Set (MISB ST 0601, 6.1). */
export const UAS_LOCAL_SET = [6, 0x0e, 0x2b, 0x34, 2, 0x0b, 1, 1, 0x0e, 1, 3, 1, 1, 0, 0, 0] as const;

/** The values of one set by their tags: views of what was read. */
export type UasItems = ReadonlyMap<number, Uint8Array>;

/** Why a set is not believed. */
export type UasFault = 'checksum' | 'malformed';

const LABEL_BYTES = UAS_LOCAL_SET.length;
const CHECKSUM_TAG = 1;
/** ST 0601 has 143 of them. */
const MAX_ITEMS = 300;

/**
 * The UAS Local Sets in bytes of KLV (MISB ST 0601). Other sets are passed over by their lengths, bytes that are none up to the
 * next label. A set counts whole or not at all.
 *
 * @param fault told of each set that is not believed
 */
export function uasLocalSets(bytes: Uint8Array, fault?: (why: UasFault) => void): readonly UasItems[] {
  const sets: UasItems[] = [];
  for (let at = 0; at + LABEL_BYTES < bytes.length; ) {
    if (!isLabel(bytes, at)) {
      at++;
      continue;
    }
    const length = readBerLength(bytes, at + LABEL_BYTES);
    const end = length && length.next + length.value;
    if (!length || !end || end > bytes.length) {
      if (isUas(bytes, at)) fault?.('malformed');
      at++;
      continue;
    }
    if (isUas(bytes, at)) {
      const read = readSet(bytes, at, length.next, end);
      if (typeof read === 'string') fault?.(read);
      else sets.push(read);
    }
    at = end;
  }
  return sets;
}

/** Whether a universal label of SMPTE begins here (ST 298): what every set has in front. */
function isLabel(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 6 && bytes[at + 1] === 0x0e && bytes[at + 2] === 0x2b && bytes[at + 3] === 0x34;
}

function isUas(bytes: Uint8Array, at: number): boolean {
  return UAS_LOCAL_SET.every((byte, n) => bytes[at + n] === byte);
}

/** @param begin of the label @param from behind the length @param end of the set */
function readSet(bytes: Uint8Array, begin: number, from: number, end: number): UasItems | UasFault {
  const items = new Map<number, Uint8Array>();
  for (let at = from; at < end; ) {
    const tag = readBerOid(bytes, at);
    const length = tag && readBerLength(bytes, tag.next);
    if (!tag || !length || length.next + length.value > end || items.size >= MAX_ITEMS) return 'malformed';
    at = length.next + length.value;
    items.set(tag.value, bytes.subarray(length.next, at));
    if (tag.value !== CHECKSUM_TAG) continue;
    // It is the last, and counts all before its own two bytes.
    if (length.value !== 2 || at !== end) return 'malformed';
    return runningSum(bytes, begin, length.next) === ((bytes[at - 2]! << 8) | bytes[at - 1]!) ? items : 'checksum';
  }
  return 'checksum';
}

/** The sum of 16 bits over the bytes in pairs (ST 0601, 6.3). */
export function runningSum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += (at - from) % 2 === 0 ? bytes[at]! << 8 : bytes[at]!;
  return sum & 0xffff;
}
