import { bottom, type Instrument, left } from '../shared/instrument';
import { drawCompass } from './draw';
import { compassSize } from './geometry';
import { type CompassView, compassView, describeCompass } from './view';

/** Which way the vehicle points. */
export const compass = {
  id: 'compass',
  size: compassSize,
  place: (size, space) => (space.hasDials ? { x: left(space), y: bottom(size, space) } : undefined),
  view: ({ telemetry, ageMs }) => compassView(telemetry, ageMs),
  draw: drawCompass,
  describe: describeCompass,
} as const satisfies Instrument<CompassView>;
