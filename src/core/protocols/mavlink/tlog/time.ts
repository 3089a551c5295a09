/** The head of a record: when its packet came, in µs since 1970 (UTC), unsigned and big-endian. */
export const TLOG_HEAD_BYTES = 8;

const TWO_32 = 2 ** 32;
/** 2100: a later time is none. */
export const MAX_TLOG_US = 4_102_444_800e6;

/** Writes a time. @param us since 1970; whatever cannot be one is written as the nearest that can */
export function writeTlogTime(view: DataView, at: number, us: number): void {
  const whole = Math.round(Math.min(MAX_TLOG_US, Math.max(0, us)));
  view.setUint32(at, Math.floor(whole / TWO_32));
  view.setUint32(at + 4, whole % TWO_32);
}

/** @returns µs since 1970, exact below 2^53 */
export function readTlogTime(view: DataView, at: number): number {
  return view.getUint32(at) * TWO_32 + view.getUint32(at + 4);
}
