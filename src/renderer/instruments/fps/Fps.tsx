import { memo } from 'react';
import { drawFps } from '#core/instruments/fps/draw';
import { describeFps, type FpsView } from '#core/instruments/fps/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** How many pictures a second are shown. */
export const Fps = memo(function Fps({ place, ...view }: FpsView & { place: Place }) {
  return <InstrumentCanvas name="fps" place={place} view={view} draw={drawFps} description={describeFps(view)} />;
});
