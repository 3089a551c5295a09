import { memo } from 'react';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';
import { drawCpu } from './draw';
import { type CpuView, describeCpu } from './view';

/** The vehicle's computer: how hot, how busy. */
export const Cpu = memo(function Cpu({ place, ...view }: CpuView & { place: Place }) {
  return <InstrumentCanvas name="cpu" place={place} view={view} draw={drawCpu} description={describeCpu(view)} />;
});
