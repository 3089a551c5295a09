import type { Speaker } from '../../texts/speaker';
import { type Ink, writeOutlined } from '../shared/ink';
import { PALETTE } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { latencyGeometry } from './geometry';
import type { LatencyView } from './view';

export function drawLatency(ink: Ink, view: LatencyView, _size: Size, scale: Scale, say: Speaker): void {
  const { fontPx } = scale;
  const { y, labelX, valueRight, originX, originWidth } = latencyGeometry(scale);
  const label = { colour: PALETTE.dim, fontPx } as const;
  writeOutlined(ink, say('instrument.latency.label'), labelX, y, label);
  writeOutlined(ink, view.value, valueRight, y, { colour: PALETTE.bright, fontPx, weight: 700, align: 'right' });
  writeOutlined(ink, view.origin, originX, y, { ...label, maxWidthPx: originWidth });
}
