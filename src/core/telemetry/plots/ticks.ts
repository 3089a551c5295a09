/** The values at which an axis has its marks, and how many digits behind the point they need. */
export interface Ticks {
  readonly values: readonly number[];
  readonly decimals: number;
}

const STEPS = [1, 2, 5, 10];

/**
 * Round values from `min` to `max`, in steps of 1, 2, 5, 10 …
 *
 * @param most no more than this, at least 2
 */
export function ticksOf(min: number, max: number, most: number): Ticks {
  const rough = (max - min) / Math.max(1, most - 1);
  if (!(rough > 0) || !Number.isFinite(rough)) return { values: [], decimals: 0 };
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const decimals = Math.min(9, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const values: number[] = [];
  for (let no = Math.ceil(min / step - 1e-9); no * step <= max + step * 1e-9 && values.length < most + 1; no++)
    // Adding 0 turns -0 into 0.
    values.push(no * step + 0);
  return { values, decimals };
}
