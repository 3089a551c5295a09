import { type NalEvents, START_CODE } from './payload-format';

/**
 * Gives the NAL units of an aggregation packet on: each behind 16 bits of its size (RFC 6184, 5.7.1; RFC 7798, 4.4.2).
 * What follows a size that does not fit is not taken.
 *
 * @param from where the first size stands
 */
export function readAggregate(payload: Uint8Array, from: number, events: NalEvents): void {
  for (let at = from; at < payload.length; ) {
    const size = at + 2 <= payload.length ? (payload[at]! << 8) | payload[at + 1]! : 0;
    const end = at + 2 + size;
    if (size === 0 || end > payload.length) {
      // One zero byte behind the last unit is a sender's padding.
      if (at + 1 < payload.length || payload[at] !== 0) events.malformed('length');
      return;
    }
    events.bytes(START_CODE);
    events.bytes(payload.subarray(at + 2, end));
    at = end;
  }
}

/** The first NAL unit of an aggregation packet; empty where there is none. */
export function firstOfAggregate(payload: Uint8Array, from: number): Uint8Array {
  const size = ((payload[from] ?? 0) << 8) | (payload[from + 1] ?? 0);
  return payload.subarray(from + 2, from + 2 + size);
}
