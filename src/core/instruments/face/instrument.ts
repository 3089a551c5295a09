import { type Instrument, left, top } from '../shared/instrument';
import { drawFace } from './draw';
import { faceSize } from './geometry';
import { describeFace, type FaceView, faceView } from './view';

/** The face that a phone follows: a few of its blend shapes as bars, under the CPU. */
export const face = {
  id: 'face',
  size: faceSize,
  place(_, space) {
    const above = space.rectOf('cpu');
    return { x: left(space), y: above ? above.y + above.height + space.scale.marginPx : top(space) };
  },
  view: ({ telemetry, ageMs }) => faceView(telemetry, ageMs),
  draw: drawFace,
  describe: describeFace,
} as const satisfies Instrument<FaceView>;
