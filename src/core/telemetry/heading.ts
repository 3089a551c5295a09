const CARDINALS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** One of the eight winds. */
export type Cardinal = (typeof CARDINALS)[number];

/**
 * Brings any angle into 0 (inclusive) to 360 (exclusive), rounded to `decimals` first, so that 359.96 at one decimal is 0
 * and not 360.
 *
 * @returns `undefined` for `undefined`, NaN and the infinities.
 */
export function normaliseHeading(deg: number | undefined, decimals: number): number | undefined {
  if (deg === undefined || !Number.isFinite(deg)) return undefined;
  const factor = 10 ** decimals;
  const turn = 360 * factor;
  const steps = Math.round((deg % 360) * factor) % turn;
  // Adding 0 turns -0 into 0.
  return (steps < 0 ? steps + turn : steps + 0) / factor;
}

/** The nearest of the eight winds; each reaches 22.5° to either side. `headingDeg` is finite. */
export function cardinalOf(headingDeg: number): Cardinal {
  const eighth = Math.floor((((headingDeg % 360) + 360 + 22.5) % 360) / 45);
  return CARDINALS[eighth] ?? 'N';
}
