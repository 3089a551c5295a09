import { memo } from 'react';
import { drawAttitude } from '#core/instruments/attitude/draw';
import { type AttitudeView, describeAttitude } from '#core/instruments/attitude/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

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
