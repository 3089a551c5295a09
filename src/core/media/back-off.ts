const FIRST_MS = 250;
const LONGEST_MS = 5000;
const JITTER = 0.2;

/**
 * How long to wait before the next attempt: 0.25 s, doubling to 5 s, give or take a fifth so that a fleet of viewers does
 * not knock all at once.
 *
 * @param failures attempts that failed since the last success, from 1
 * @param random 0..1, as `Math.random` gives
 * @param longestMs the longest wait, before that fifth
 * @returns milliseconds
 */
export function backOffMs(failures: number, random: number, longestMs: number = LONGEST_MS): number {
  const base = Math.min(longestMs, FIRST_MS * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return base * (1 - JITTER + 2 * JITTER * random);
}
