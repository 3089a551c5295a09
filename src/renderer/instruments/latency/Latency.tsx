import { memo } from 'react';
import { drawLatency } from '#core/instruments/latency/draw';
import { describeLatency, type LatencyView } from '#core/instruments/latency/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** How late the picture is; the one instrument that stays when the overlays are off. */
export const Latency = memo(function Latency({ place, ...view }: LatencyView & { place: Place }) {
  return (
    <InstrumentCanvas name="latency" place={place} view={view} draw={drawLatency} description={describeLatency(view)} />
  );
});
