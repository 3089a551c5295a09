/** Of a recording's pictures: not the very first, which may show a lens cap or a camera that finds its light. */
const MOMENTS_US = [2e6, 10e6, 30e6] as const;
/** What is younger has hardly a picture on the disk. */
const MIN_US = 4e6;
/** Mean of a picture's green, of 255, below which nothing is to be seen in it. */
const DARK = 20;

/**
 * The moments of a recording that may stand for it, the best first: the next one counts where nothing is seen in it.
 *
 * @returns in µs from its beginning; none as long as it is recorded and too short
 */
export function momentsOf(durationUs: number, isRecording: boolean): readonly number[] {
  if (isRecording && durationUs < MIN_US) return [];
  const [first, ...later] = MOMENTS_US;
  return [Math.min(first, Math.floor(durationUs / 2)), ...later.filter((us) => us < durationUs)];
}

/** Whether nothing is to be seen in a picture. @param rgba its pixels */
export function isDark(rgba: Uint8ClampedArray): boolean {
  let sum = 0;
  for (let at = 1; at < rgba.length; at += 4) sum += rgba[at] ?? 0;
  return sum < (DARK * rgba.length) / 4;
}
