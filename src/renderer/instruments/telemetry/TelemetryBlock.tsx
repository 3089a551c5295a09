import { memo } from 'react';
import { drawTelemetry } from '#core/instruments/telemetry/draw';
import type { TelemetryRows } from '#core/instruments/telemetry/geometry';
import { describeTelemetry, type TelemetryView } from '#core/instruments/telemetry/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** The vehicle's values as text. */
export const TelemetryBlock = memo(function TelemetryBlock({
  place,
  ...view
}: TelemetryView & { place: Place; rows: TelemetryRows }) {
  return (
    <InstrumentCanvas
      name="telemetry"
      place={place}
      view={view}
      draw={drawTelemetry}
      description={describeTelemetry(view)}
    />
  );
});
