import { joinBytes } from '../join-bytes';
/** A part of a window: offsets from its first byte. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const START_CODE = Uint8Array.of(0, 0, 0, 1);

/**
 * Copies `window` without `cuts`, and with NAL units put in at `insertAt`.
 *
 * @param nals each from its header byte; start codes are put in front of them
 */
export function splice(
  window: Uint8Array,
  cuts: readonly Range[],
  insertAt: number,
  nals: readonly Uint8Array[],
): Uint8Array {
  const kept: Uint8Array[] = [window.subarray(0, insertAt)];
  for (const nal of nals) kept.push(START_CODE, nal);
  let from = insertAt;
  for (const cut of [...cuts].sort((a, b) => a.from - b.from)) {
    if (cut.from > from) kept.push(window.subarray(from, cut.from));
    from = Math.max(from, cut.to);
  }
  if (from < window.length) kept.push(window.subarray(from));
  const whole = joinBytes(kept);
  let at = whole.length;
  // Where the last NAL unit was cut, the trailing zeros of the one before it are left.
  while (at > 0 && whole[at - 1] === 0) at--;
  return at === whole.length ? whole : whole.slice(0, at);
}
