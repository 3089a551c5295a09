import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawCompass } from './draw';
import { type CompassView, describeCompass } from './view';

/** Which way the vehicle points. */
export const Compass = memo(function Compass({ place, ...view }: CompassView & { place: Place }) {
  return (
    <InstrumentCanvas name="compass" place={place} view={view} draw={drawCompass} description={describeCompass(view)} />
  );
});
