import { memo } from 'react';
import { drawCpu } from '#core/instruments/cpu/draw';
import { type CpuView, describeCpu } from '#core/instruments/cpu/view';
import { InstrumentCanvas, type Place } from '../shared/InstrumentCanvas';

/** The vehicle's computer: how hot, how busy. */
export const Cpu = memo(function Cpu({ place, ...view }: CpuView & { place: Place }) {
  return <InstrumentCanvas name="cpu" place={place} view={view} draw={drawCpu} description={describeCpu(view)} />;
});
