/** H.264, table A-1: level_idc, most macroblocks a second, most macroblocks a picture. */
const LEVELS = [
  [30, 40_500, 1620],
  [31, 108_000, 3600],
  [32, 216_000, 5120],
  [40, 245_760, 8192],
  [42, 522_240, 8704],
  [51, 983_040, 36_864],
] as const;

/**
 * The codec string of Constrained Baseline at the least level that holds such pictures: no B pictures, nothing that a
 * decoder could wait for, and every encoder has it.
 *
 * @param rate pictures a second
 */
export function constrainedBaseline(width: number, height: number, rate: number): string {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const level = LEVELS.find(([, second, picture]) => macroblocks * rate <= second && macroblocks <= picture);
  return `avc1.42e0${(level?.[0] ?? 51).toString(16)}`;
}
