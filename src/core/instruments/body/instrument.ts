import { type Instrument, left } from '../shared/instrument';
import { drawBody } from './draw';
import { bodySize } from './geometry';
import { type BodyView, bodyView, describeBody } from './view';

/**
 * The body that a phone follows, as a figure under the face. It stands beside the scene: where it is in the picture is not
 * known.
 */
export const body = {
  id: 'body',
  size: bodySize,
  place(_, space) {
    const above = space.rectOf('face');
    return space.hasDials && above ? { x: left(space), y: above.y + above.height } : undefined;
  },
  view: ({ telemetry, ageMs }) => bodyView(telemetry, ageMs),
  draw: drawBody,
  describe: describeBody,
} as const satisfies Instrument<BodyView>;
