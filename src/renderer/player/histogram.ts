/** How many values lie where: bin `n` holds those from `n` × `binUs` up to the next; the last, all above too. */
export interface Histogram {
  readonly binUs: number;
  readonly counts: readonly number[];
}

export const HISTOGRAM_BINS = 20;
const WIDTHS_US = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((ms) => ms * 1000);

/** Counts µs into bins of a round width, the narrowest in which all find room. What is below zero lies in the first. */
export function histogramOf(values: readonly number[]): Histogram {
  const largest = values.reduce((max, value) => Math.max(max, value), 0);
  const binUs = WIDTHS_US.find((width) => largest < width * HISTOGRAM_BINS) ?? WIDTHS_US.at(-1)!;
  const counts = Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.max(0, Math.floor(value / binUs)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { binUs, counts };
}
