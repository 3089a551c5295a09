import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawTelemetry } from './draw';
import type { TelemetryRows } from './geometry';
import { describeTelemetry, type TelemetryView } from './view';

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
