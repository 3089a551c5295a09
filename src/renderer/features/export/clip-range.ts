import { formatSpan } from '#core/telemetry/format';
import { type Text, text } from '#core/texts/text';
import type { ClipSubject } from '../../shared/clips/clip-subject';
import { formatClock } from '../../shared/past/scale';
import { formatDuration, isWhole, keptOf, type Selection } from '../../shared/past/selection';

/** One choice of from when to when. µs on the wall's clock. */
export interface ClipRange {
  readonly id: string;
  readonly label: Text;
  readonly fromUs: number;
  readonly toUs: number;
}

const USUAL_SECONDS = [10, 30, 60] as const;
const FIRST_CHOICE = ['marked', '30', 'all'] as const;

/** What can be chosen: what is marked, what just happened, all there is. */
export function rangesOf(subject: ClipSubject, selection: Selection | undefined): readonly ClipRange[] {
  const { range, isLive, positionUs } = subject;
  const ranges: ClipRange[] = [];
  const marked = selection && keptOf(selection, range);
  if (marked) {
    const ends = `${formatClock(marked.inUs)} – ${formatClock(marked.outUs)}`;
    const label = isWhole(selection) ? text('clip.marked', { ends }) : text('clip.markedOpen', { ends });
    ranges.push({ id: 'marked', label, fromUs: marked.inUs, toUs: marked.outUs });
  }
  const untilUs = Math.min(positionUs ?? range.endUs, range.endUs);
  for (const seconds of isLive || positionUs !== undefined ? USUAL_SECONDS : []) {
    const fromUs = untilUs - seconds * 1e6;
    if (fromUs < range.beginUs) continue;
    const label = positionUs === undefined ? text('clip.last', { seconds }) : text('clip.lastShown', { seconds });
    ranges.push({ id: String(seconds), label, fromUs, toUs: untilUs });
  }
  const length = formatSpan((range.endUs - range.beginUs) / 1000);
  const all = isLive ? text('clip.allKept', { length }) : text('clip.whole', { length });
  ranges.push({ id: 'all', label: all, fromUs: range.beginUs, toUs: range.endUs });
  return ranges;
}

/** What most want: what they marked, else what just happened; of a recording the whole. */
export function firstRange(ranges: readonly ClipRange[], { isLive }: ClipSubject): ClipRange | undefined {
  const wanted = isLive ? FIRST_CHOICE : (['marked', 'all'] as const);
  return wanted.flatMap((id) => ranges.find((range) => range.id === id) ?? [])[0];
}

/** `0:03.0`. */
export function lengthOf({ fromUs, toUs }: Pick<ClipRange, 'fromUs' | 'toUs'>): string {
  return formatDuration(toUs - fromUs);
}
