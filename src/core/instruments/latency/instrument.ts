import { besideDial, bottom, type Instrument } from '../shared/instrument';
import { drawLatency } from './draw';
import { latencySize } from './geometry';
import { describeLatency, type LatencyView, latencyView } from './view';

/** How late the picture is; the one instrument that stays when the overlay is off. */
export const latency = {
  id: 'latency',
  isAlways: true,
  isOfViewer: true,
  size: latencySize,
  place: (size, space) => ({ x: besideDial(space), y: bottom(size, space) }),
  view: (readings) => latencyView(readings.latency),
  draw: drawLatency,
  describe: describeLatency,
} as const satisfies Instrument<LatencyView>;
