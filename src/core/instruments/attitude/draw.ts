import { ageText, UNKNOWN } from '../../telemetry/format';
import type { Speaker } from '../../texts/speaker';
import { drawAge } from '../shared/alert-glyph';
import { FINE_OUTLINE_PX, fillOutlined, type Ink, line, polygon, strokeOutlined, writeOutlined } from '../shared/ink';
import { labelColour, PALETTE, TINT, valueColour } from '../shared/palette';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import { type AttitudeGeometry, attitudeGeometry, type Rung, type WorldGeometry, worldGeometry } from './geometry';
import type { AttitudeView } from './view';

export function drawAttitude(ink: Ink, view: AttitudeView, _size: Size, scale: Scale, say: Speaker): void {
  const { rollDeg, pitchDeg, ageMs } = view;
  const geometry = attitudeGeometry(scale);
  const { centre, discRadius } = geometry;
  const colour = valueColour('normal', ageMs !== undefined);
  if (rollDeg === undefined || pitchDeg === undefined) {
    drawScale(ink, geometry, colour, scale);
    const style = { colour, fontPx: scale.fontPx * 1.5, align: 'center' } as const;
    writeOutlined(ink, UNKNOWN, centre.x, centre.y, style);
    return;
  }
  const world = worldGeometry(scale, rollDeg, pitchDeg);
  drawSkyAndGround(ink, geometry, world);
  drawScale(ink, geometry, colour, scale);
  drawLadder(ink, world, ageMs !== undefined, scale);
  fillOutlined(ink, colour, (path) => polygon(path, world.pointer));
  drawVehicle(ink, geometry, scale, ageMs !== undefined);
  if (ageMs !== undefined) {
    drawAge(ink, say(ageText(ageMs)), centre.x, centre.y + discRadius * 0.55, scale.fontPx * 0.85, discRadius * 1.5);
  }
}

function drawSkyAndGround(ink: Ink, { centre, discRadius }: AttitudeGeometry, world: WorldGeometry): void {
  const far = 4 * discRadius;
  ink.save();
  ink.beginPath();
  ink.arc(centre.x, centre.y, discRadius, 0, 2 * Math.PI);
  ink.clip();
  ink.translate(world.horizonFoot.x, world.horizonFoot.y);
  ink.rotate(world.rotationRad);
  ink.fillStyle = TINT.sky;
  ink.fillRect(-far, -far, 2 * far, far);
  ink.fillStyle = TINT.ground;
  ink.fillRect(-far, 0, 2 * far, far);
  ink.restore();
}

function drawScale(ink: Ink, geometry: AttitudeGeometry, colour: string, { linePx }: Scale): void {
  const { centre, radius, rollTicks } = geometry;
  strokeOutlined(ink, colour, linePx, (path) => {
    path.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
    for (const { from, to } of rollTicks) line(path, from, to);
  });
}

function drawLadder(ink: Ink, { horizon, rungs, rotationRad }: WorldGeometry, stale: boolean, scale: Scale): void {
  const colour = valueColour('normal', stale);
  const { linePx } = scale;
  const stroke = (wanted: (rung: Rung) => boolean): void => {
    const trace = (path: Ink): void => {
      for (const rung of rungs.filter(wanted)) line(path, rung.from, rung.to);
    };
    strokeOutlined(ink, colour, linePx * 0.8, trace, FINE_OUTLINE_PX);
  };
  stroke(({ pitchDeg }) => pitchDeg > 0);
  ink.setLineDash([linePx * 2, linePx * 2]);
  stroke(({ pitchDeg }) => pitchDeg < 0);
  ink.setLineDash([]);
  for (const rung of rungs) drawRungLabels(ink, rung, rotationRad, stale, scale);
  if (horizon) strokeOutlined(ink, colour, linePx * 1.4, (path) => line(path, horizon.left, horizon.right));
}

function drawRungLabels(ink: Ink, rung: Rung, rotationRad: number, stale: boolean, scale: Scale): void {
  if (rung.label === undefined) return;
  const fontPx = Math.min(scale.fontPx * 0.8, scale.dialPx * 0.077);
  const style = { colour: labelColour(stale), fontPx } as const;
  ink.save();
  ink.translate((rung.from.x + rung.to.x) / 2, (rung.from.y + rung.to.y) / 2);
  ink.rotate(rotationRad);
  const half = Math.hypot(rung.to.x - rung.from.x, rung.to.y - rung.from.y) / 2 + fontPx * 0.35;
  writeOutlined(ink, rung.label, -half, 0, { ...style, align: 'right' });
  writeOutlined(ink, rung.label, half, 0, { ...style, align: 'left' });
  ink.restore();
}

/** The vehicle from behind, which never moves: wings, and a point for the nose. */
function drawVehicle(ink: Ink, { centre, discRadius }: AttitudeGeometry, { linePx }: Scale, stale: boolean): void {
  const inner = discRadius * 0.2;
  const outer = discRadius * 0.62;
  const drop = discRadius * 0.13;
  strokeOutlined(ink, stale ? PALETTE.stale : PALETTE.vehicle, linePx * 1.6, (path) => {
    for (const side of [-1, 1]) {
      path.moveTo(centre.x + side * outer, centre.y);
      path.lineTo(centre.x + side * inner, centre.y);
      path.lineTo(centre.x + side * inner, centre.y + drop);
    }
    path.moveTo(centre.x - linePx / 2, centre.y);
    path.lineTo(centre.x + linePx / 2, centre.y);
  });
}
