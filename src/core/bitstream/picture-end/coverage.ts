import type { Wholeness } from './verdict';

/** Macroblocks from the first to behind the last, in raster order. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether the slices of a picture, in any order, cover its macroblocks, each once. */
export function coverageOf(spans: readonly Span[], sizeMbs: number): Wholeness {
  let covered = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from > covered) return 'slice-missing';
    if (from < covered) return 'slice-end';
    covered = to;
  }
  return covered === sizeMbs ? 'whole' : 'slice-missing';
}
