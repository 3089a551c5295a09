/** This process's monotonic clock, in µs. Every time in the station is on it. */
export function nowUs(): number {
  return performance.now() * 1000;
}
