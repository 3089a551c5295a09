import { bottom, type Instrument, right } from '../shared/instrument';
import { drawAttitude } from './draw';
import { attitudeSize } from './geometry';
import { type AttitudeView, attitudeView, describeAttitude } from './view';

/** Where the horizon is. */
export const attitude = {
  id: 'attitude',
  size: attitudeSize,
  place: (size, space) => (space.hasDials ? { x: right(size, space), y: bottom(size, space) } : undefined),
  view: ({ telemetry, ageMs }) => attitudeView(telemetry, ageMs),
  draw: drawAttitude,
  describe: describeAttitude,
} as const satisfies Instrument<AttitudeView>;
