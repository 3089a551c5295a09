/** This process's monotonic clock, in µs. Every time in the station is on it. */
export function nowUs(): number {
  return performance.now() * 1000;
}

/**
 * What a time on the monotonic clock was on the wall's clock of this moment, in µs since 1970 (UTC). For files and people
 * alone: the wall's clock may leap, so that what is to keep its order asks once and counts on from there.
 */
export function wallUsOf(us: number): number {
  return Date.now() * 1000 - (nowUs() - us);
}
