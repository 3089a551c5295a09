/** A time on the station's clock in Unix milliseconds, which is what clients of the original expect. */
export function unixMs(us: number): number {
  return Math.round(performance.timeOrigin + us / 1000);
}
