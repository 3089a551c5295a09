import { type NalEvents, START_CODE } from './payload-format';

/**
 * The NAL units of an aggregation packet, each behind 16 bits of its size (RFC 6184, 5.7.1; RFC 7798, 4.4.2), as views.
 * What follows a size that does not fit is not given.
 *
 * @param from where the first size stands
 * @returns whether all sizes fit
 */
export function* unitsOfAggregate(payload: Uint8Array, from: number): Generator<Uint8Array, boolean> {
  for (let at = from; at < payload.length; ) {
    const size = at + 2 <= payload.length ? (payload[at]! << 8) | payload[at + 1]! : 0;
    const end = at + 2 + size;
    // One zero byte behind the last unit is a sender's padding.
    if (size === 0 || end > payload.length) return at + 1 === payload.length && payload[at] === 0;
    yield payload.subarray(at + 2, end);
    at = end;
  }
  return true;
}

/** Gives on the NAL units of an aggregation packet that are wanted. */
export function giveAggregate(payload: Uint8Array, from: number, events: NalEvents): void {
  const units = unitsOfAggregate(payload, from);
  for (let unit = units.next(); ; unit = units.next()) {
    if (unit.done) {
      if (!unit.value) events.malformed('length');
      return;
    }
    giveUnit(unit.value, events);
  }
}

/** Gives a whole NAL unit on, where it is wanted. */
export function giveUnit(unit: Uint8Array, events: NalEvents): void {
  if (!events.begins(unit[0]!)) return;
  events.bytes(START_CODE);
  events.bytes(unit);
}

/** The first NAL unit of an aggregation packet; empty where there is none. */
export function firstOfAggregate(payload: Uint8Array, from: number): Uint8Array {
  const { value, done } = unitsOfAggregate(payload, from).next();
  return done ? payload.subarray(0, 0) : value;
}
