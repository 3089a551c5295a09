import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawBody } from './draw';
import { type BodyView, describeBody } from './view';

/** The body that a phone follows, as a figure. It stands beside the scene: where it is in the picture, nobody says. */
export const Body = memo(function Body({ place, ...view }: BodyView & { place: Place }) {
  return <InstrumentCanvas name="body" place={place} view={view} draw={drawBody} description={describeBody(view)} />;
});
