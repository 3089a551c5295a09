import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawFps } from './draw';
import { describeFps, type FpsView } from './view';

/** How many pictures a second are shown. */
export const Fps = memo(function Fps({ place, ...view }: FpsView & { place: Place }) {
  return <InstrumentCanvas name="fps" place={place} view={view} draw={drawFps} description={describeFps(view)} />;
});
