import { formatMilliseconds, UNKNOWN } from '../../telemetry/format';
import { type Text, text } from '../../texts/text';
import { spokenValue } from '../shared/words';

/** How late the picture is. */
export interface LatencyView {
  readonly value: string;
  /** From when it is counted: "from capture", "from arrival". */
  readonly origin: string;
}

export function latencyView(latency: { readonly ms: number; readonly label: string } | undefined): LatencyView {
  return { value: formatMilliseconds(latency?.ms), origin: latency?.label ?? '' };
}

/** The view in words. */
export function describeLatency({ value, origin }: LatencyView): Text {
  if (value === UNKNOWN || origin === '') return text('instrument.latency', { value: spokenValue(value) });
  return text('instrument.latency.from', { value, origin });
}
