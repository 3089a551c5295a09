import type { Speaker } from '../../texts/speaker';
import type { Ink } from '../shared/ink';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { drawTextRows } from '../shared/text-rows';
import { TELEMETRY_COLUMNS, type TelemetryRows, telemetryRows } from './geometry';
import type { TelemetryView } from './view';

export function drawTelemetry(
  ink: Ink,
  view: TelemetryView & { rows: TelemetryRows },
  size: Size,
  scale: Scale,
  say: Speaker,
): void {
  drawTextRows(ink, telemetryRows(view, view.rows), view.ageMs, size, scale, TELEMETRY_COLUMNS, say);
}
