import type { Histogram } from '../../player/histogram';
import { useTexts } from '../../ui/use-texts';
import { describeHistogram } from './describe-histogram';

interface Props {
  readonly histogram: Histogram;
  readonly heightPx: number;
}

/** Bars over the latency of the last five seconds: how many pictures had which. */
export function LatencyHistogram({ histogram: { binUs, counts }, heightPx }: Props) {
  const t = useTexts();
  const most = Math.max(1, ...counts);
  return (
    <svg
      role="img"
      aria-label={describeHistogram({ binUs, counts }, t)}
      viewBox={`0 0 ${counts.length} ${most}`}
      preserveAspectRatio="none"
      style={{ display: 'block', width: '100%', height: heightPx }}
    >
      {counts.map((count, bin) => (
        <rect key={bin} x={bin + 0.1} y={most - count} width={0.8} height={count} fill="currentColor" />
      ))}
    </svg>
  );
}
