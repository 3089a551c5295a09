import type { Histogram } from '../player/histogram';

/** The bars in words, for who does not see them. */
export function describeHistogram({ binUs, counts }: Histogram): string {
  const pictures = counts.reduce((sum, count) => sum + count, 0);
  if (pictures === 0) return 'Latency: no picture in the last five seconds';
  const peak = counts.indexOf(Math.max(...counts));
  const last = counts.findLastIndex((count) => count > 0);
  const ms = (bin: number) => (bin * binUs) / 1000;
  const most = peak === counts.length - 1 ? `${ms(peak)} ms and more` : `${ms(peak)} to ${ms(peak + 1)} ms`;
  const all = last === counts.length - 1 ? '' : `, all below ${ms(last + 1)} ms`;
  return `Latency of ${pictures} picture${pictures === 1 ? '' : 's'}: most often ${most}${all}`;
}
