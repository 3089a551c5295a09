import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawFace } from './draw';
import { describeFace, type FaceView } from './view';

/** The face that a phone follows: a few of its blend shapes as bars. */
export const Face = memo(function Face({ place, ...view }: FaceView & { place: Place }) {
  return <InstrumentCanvas name="face" place={place} view={view} draw={drawFace} description={describeFace(view)} />;
});
