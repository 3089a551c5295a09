import type { Ink } from '../shared/ink';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { drawTextRows } from '../shared/text-rows';
import { CPU_COLUMNS, cpuRows } from './geometry';
import type { CpuView } from './view';

export function drawCpu(ink: Ink, view: CpuView, size: Size, scale: Scale): void {
  drawTextRows(ink, cpuRows(view), view.age, size, scale, CPU_COLUMNS);
}
