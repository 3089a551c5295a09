import { memo } from 'react';
import { drawCompass } from '#core/instruments/compass/draw';
import { type CompassView, describeCompass } from '#core/instruments/compass/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** Which way the vehicle points. */
export const Compass = memo(function Compass({ place, ...view }: CompassView & { place: Place }) {
  return (
    <InstrumentCanvas name="compass" place={place} view={view} draw={drawCompass} description={describeCompass(view)} />
  );
});
