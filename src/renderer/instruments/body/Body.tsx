import { memo } from 'react';
import { drawBody } from '#core/instruments/body/draw';
import { type BodyView, describeBody } from '#core/instruments/body/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** The body that a phone follows, as a figure. It stands beside the scene: where it is in the picture, nobody says. */
export const Body = memo(function Body({ place, ...view }: BodyView & { place: Place }) {
  return <InstrumentCanvas name="body" place={place} view={view} draw={drawBody} description={describeBody(view)} />;
});
