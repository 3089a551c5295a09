import { ageText, UNKNOWN } from '../../telemetry/format';
import type { Speaker } from '../../texts/speaker';
import { type Ink, strokeOutlined, writeOutlined } from '../shared/ink';
import { labelColour, PALETTE, valueColour } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { barsOf, rowGeometry } from './geometry';
import type { FaceView } from './view';

export function drawFace(ink: Ink, view: FaceView, _size: Size, scale: Scale, say: Speaker): void {
  const { fontPx, linePx } = scale;
  const isStale = view.ageMs !== undefined || view.isLost;
  const colour = valueColour('normal', isStale);
  const bars = barsOf(view);
  bars.forEach(({ label, percent }, index) => {
    const { labelX, barX, barWidth, middleY, barHeight } = rowGeometry(scale, index);
    writeOutlined(ink, say(label), labelX, middleY, { colour: labelColour(isStale), fontPx });
    if (percent === undefined) {
      writeOutlined(ink, UNKNOWN, barX, middleY, { colour, fontPx });
      return;
    }
    const top = middleY - barHeight / 2;
    strokeOutlined(ink, colour, linePx, (path) => path.rect(barX, top, barWidth, barHeight));
    ink.fillStyle = colour;
    ink.fillRect(barX, top, (barWidth * percent) / 100, barHeight);
  });
  const { isLost, ageMs } = view;
  if (!isLost && ageMs === undefined) return;
  const note = isLost ? say('instrument.face.none') : say(ageText(ageMs ?? 0));
  const { labelX, middleY } = rowGeometry(scale, bars.length);
  writeOutlined(ink, note, labelX, middleY, { colour: PALETTE.stale, fontPx });
}
