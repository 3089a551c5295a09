import type { Point, Size } from '../shared/rect';
import { FIGURE_EM, type Scale } from '../shared/scale';

/** A stroke of the card. */
interface Tick {
  readonly from: Point;
  readonly to: Point;
  readonly major: boolean;
}

/** A letter or number on the card, centred on `at`. */
interface CardLabel {
  readonly text: string;
  readonly at: Point;
  /** Clockwise, as Canvas 2D turns. */
  readonly rotationRad: number;
  readonly cardinal: boolean;
}

export interface CompassGeometry {
  readonly centre: Point;
  readonly radius: number;
  readonly ticks: readonly Tick[];
  readonly labels: readonly CardLabel[];
}

const CARDINALS: Readonly<Record<number, string>> = { 0: 'N', 90: 'E', 180: 'S', 270: 'W' };

/** From this dial on there is room for ticks every 5° and for degrees between the letters. */
const DETAILED_DIAL_PX = 100;

/** The readout's middle and its parts, which have fixed places so that digits do not move. */
export interface Readout {
  readonly y: number;
  readonly sourceX: number;
  readonly digitsX: number;
  /** `undefined` in a small dial, which has room for neither a decimal nor the wind's name. */
  readonly cardinalX: number | undefined;
}

/** The dial below, one line of text above it. */
export function compassSize(scale: Scale): Size {
  return { width: scale.dialPx, height: scale.dialPx + scale.rowPx };
}

/**
 * The card of a compass as it lies under the lubber line at the top: a bearing to the right of the heading is to the right of
 * the top, so turning right turns the card left.
 */
export function compassGeometry(scale: Scale, headingDeg: number): CompassGeometry {
  const { dialPx, rowPx } = scale;
  const centre = { x: dialPx / 2, y: rowPx + dialPx / 2 };
  const radius = dialPx / 2 - Math.max(2, dialPx * 0.035);
  const detailed = dialPx >= DETAILED_DIAL_PX;
  const ticks: Tick[] = [];
  const labels: CardLabel[] = [];
  for (let bearing = 0; bearing < 360; bearing += detailed ? 5 : 15) {
    const angle = ((bearing - headingDeg) * Math.PI) / 180;
    const major = bearing % (detailed ? 10 : 30) === 0;
    ticks.push({
      from: onCircle(centre, radius, angle),
      to: onCircle(centre, radius * (major ? 0.88 : 0.93), angle),
      major,
    });
    const cardinal = CARDINALS[bearing];
    const text = cardinal ?? (detailed && bearing % 30 === 0 ? String(bearing) : undefined);
    if (text !== undefined) {
      labels.push({
        text,
        at: onCircle(centre, radius * (detailed ? 0.72 : 0.64), angle),
        rotationRad: angle,
        cardinal: cardinal !== undefined,
      });
    }
  }
  return { centre, radius, ticks, labels };
}

/** `HDG 047.5° NE`, centred above the dial as if each part had its greatest width. */
export function readoutGeometry(scale: Scale): Readout {
  const { dialPx, fontPx, rowPx } = scale;
  const detailed = dialPx >= DETAILED_DIAL_PX;
  const source = 2.4 * fontPx;
  const digits = ((detailed ? 4 : 3) * FIGURE_EM + (detailed ? 0.65 : 0.35)) * fontPx;
  const wind = detailed ? 1.9 * fontPx : 0;
  const sourceX = (dialPx - source - digits - wind) / 2;
  const digitsX = sourceX + source;
  return {
    y: rowPx / 2 - 1,
    sourceX,
    digitsX,
    cardinalX: detailed ? digitsX + digits + 0.4 * fontPx : undefined,
  };
}

/** `angle` is clockwise from the top. */
function onCircle(centre: Point, radius: number, angle: number): Point {
  return { x: centre.x + radius * Math.sin(angle), y: centre.y - radius * Math.cos(angle) };
}
