import type { StreamView } from '../../streams/stream-view';
import type { StrainFigures } from './strain';

/** What became of the pictures of all views together. */
export function sumOf(views: readonly StreamView[]): StrainFigures {
  const sum = { decoded: 0, late: 0, behind: 0 };
  for (const { store } of views) {
    const { counters } = store.getState().readings;
    if (!counters) continue;
    sum.decoded += counters.decoded;
    sum.late += counters.lateFrame;
    sum.behind += counters.dropped.decoderBehind;
  }
  return sum;
}
