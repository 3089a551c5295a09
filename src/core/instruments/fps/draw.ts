import type { Speaker } from '../../texts/speaker';
import { type Ink, writeOutlined } from '../shared/ink';
import { PALETTE } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { fpsGeometry } from './geometry';
import type { FpsView } from './view';

export function drawFps(ink: Ink, view: FpsView, _size: Size, scale: Scale, say: Speaker): void {
  const { fontPx } = scale;
  const { y, labelX, valueRight } = fpsGeometry(scale);
  writeOutlined(ink, say('instrument.fps.label'), labelX, y, { colour: PALETTE.dim, fontPx });
  writeOutlined(ink, view.value, valueRight, y, { colour: PALETTE.bright, fontPx, weight: 700, align: 'right' });
}
