import { memo } from 'react';
import { drawFace } from '#core/instruments/face/draw';
import { describeFace, type FaceView } from '#core/instruments/face/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** The face that a phone follows: a few of its blend shapes as bars. */
export const Face = memo(function Face({ place, ...view }: FaceView & { place: Place }) {
  return <InstrumentCanvas name="face" place={place} view={view} draw={drawFace} description={describeFace(view)} />;
});
