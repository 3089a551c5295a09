import { type Instrument, right, top } from '../shared/instrument';
import { drawTelemetry } from './draw';
import { type TelemetryRows, telemetrySize } from './geometry';
import { describeTelemetry, type TelemetryView, telemetryView } from './view';

/** The vehicle's values as text: all rows, or the three that a pilot cannot do without. */
export const telemetry = {
  id: 'telemetry',
  variants: ['full', 'short'],
  size: (scale, variant) => telemetrySize(scale, rowsOf(variant)),
  place: (size, space) => ({ x: right(size, space), y: top(space) }),
  view: ({ readable, ageMs, units }, variant) => ({ ...telemetryView(readable, ageMs, units), rows: rowsOf(variant) }),
  draw: drawTelemetry,
  describe: describeTelemetry,
} as const satisfies Instrument<TelemetryView & { rows: TelemetryRows }>;

function rowsOf(variant: string | undefined): TelemetryRows {
  return variant === 'short' ? 'short' : 'full';
}
