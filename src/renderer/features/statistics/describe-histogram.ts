import type { Speaker } from '#core/texts/speaker';
import type { Histogram } from '../../player/histogram';

/** The bars in words, for screen readers. */
export function describeHistogram({ binUs, counts }: Histogram, t: Speaker): string {
  const pictures = counts.reduce((sum, count) => sum + count, 0);
  if (pictures === 0) return t('histogram.none');
  const fullest = counts.indexOf(Math.max(...counts));
  const last = counts.findLastIndex((count) => count > 0);
  const ms = (bin: number) => (bin * binUs) / 1000;
  const peak =
    fullest === counts.length - 1
      ? t('statistics.rangeOpen', { from: ms(fullest) })
      : t('statistics.range', { from: ms(fullest), to: ms(fullest + 1) });
  return last === counts.length - 1
    ? t('histogram.peak', { pictures, peak })
    : t('histogram.peakBelow', { pictures, peak, below: ms(last + 1) });
}
