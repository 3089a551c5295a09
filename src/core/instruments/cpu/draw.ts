import type { Speaker } from '../../texts/speaker';
import type { Ink } from '../shared/ink';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { drawTextRows } from '../shared/text-rows';
import { CPU_COLUMNS, cpuRows } from './geometry';
import type { CpuView } from './view';

export function drawCpu(ink: Ink, view: CpuView, size: Size, scale: Scale, say: Speaker): void {
  drawTextRows(ink, cpuRows(view), view.ageMs, size, scale, CPU_COLUMNS, say);
}
