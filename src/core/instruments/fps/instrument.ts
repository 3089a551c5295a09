import { besideDial, bottom, type Instrument } from '../shared/instrument';
import { drawFps } from './draw';
import { fpsSize } from './geometry';
import { describeFps, type FpsView, fpsView } from './view';

/** How many pictures a second are shown: one line above the latency. */
export const fps = {
  id: 'fps',
  isOfViewer: true,
  size: fpsSize,
  place: (size, space) => ({ x: besideDial(space), y: bottom(space.sizeOf('latency'), space) - size.height }),
  view: (readings) => fpsView(readings.fps),
  draw: drawFps,
  describe: describeFps,
} as const satisfies Instrument<FpsView>;
