/** How long a plot may be, in s. */
export const PLOT_SPANS_S = [10, 30, 60, 120, 300, 600] as const;
export type PlotSpanS = (typeof PLOT_SPANS_S)[number];

/** How finely values are kept, from fine to coarse: each reaches further back than the last. */
export const PLOT_LEVELS = [
  { bucketUs: 50_000, buckets: 640 },
  { bucketUs: 250_000, buckets: 640 },
  { bucketUs: 1_000_000, buckets: 640 },
] as const;

/** The finest level that reaches over a span. */
export function levelFor(spanS: PlotSpanS): number {
  const found = PLOT_LEVELS.findIndex(({ bucketUs, buckets }) => bucketUs * (buckets - 1) >= spanS * 1e6);
  return found < 0 ? PLOT_LEVELS.length - 1 : found;
}

/** How far values of the past are apart that are asked for, µs: as far as the plot shows, and no more than some hundreds of them. */
export function pastStepUs(spanS: PlotSpanS): number {
  return Math.max(100_000, PLOT_LEVELS[levelFor(spanS)]?.bucketUs ?? 1e6);
}
