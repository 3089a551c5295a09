import { type Instrument, left, top } from '../shared/instrument';
import { drawCpu } from './draw';
import { cpuSize } from './geometry';
import { type CpuView, cpuView, describeCpu } from './view';

/** The vehicle's computer: how hot, how busy. */
export const cpu = {
  id: 'cpu',
  size: cpuSize,
  place: (_, space) => ({ x: left(space), y: top(space) }),
  view: ({ readable, ageMs, units }) => cpuView(readable, ageMs, units),
  draw: drawCpu,
  describe: describeCpu,
} as const satisfies Instrument<CpuView>;
