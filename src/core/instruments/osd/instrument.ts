import type { Instrument } from '../shared/instrument';
import { drawOsd } from './draw';
import { describeOsd, type OsdView, osdView } from './view';

/**
 * The flight controller's own screen, over the whole picture. It is not in the table of instruments, which stand at its edges:
 * where it is there it stands in place of those that tell of the vehicle, since it tells the same.
 */
export const osd = {
  id: 'osd',
  size: () => ({ width: 0, height: 0 }),
  place: () => ({ x: 0, y: 0 }),
  view: ({ telemetry, ageMs }) => osdView(telemetry, ageMs),
  draw: drawOsd,
  describe: describeOsd,
} as const satisfies Instrument<OsdView>;
