import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawAttitude } from './draw';
import { type AttitudeView, describeAttitude } from './view';

/** Where the horizon is. */
export const Attitude = memo(function Attitude({ place, ...view }: AttitudeView & { place: Place }) {
  return (
    <InstrumentCanvas
      name="attitude"
      place={place}
      view={view}
      draw={drawAttitude}
      description={describeAttitude(view)}
    />
  );
});
