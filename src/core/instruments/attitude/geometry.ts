import type { Point, Size } from '../shared/rect';
import type { Scale } from '../shared/scale';

/** One step of the pitch ladder. */
export interface Rung {
  readonly pitchDeg: number;
  readonly from: Point;
  readonly to: Point;
  /** Every 10°; the ones between are minor. */
  readonly major: boolean;
  /** The degrees, without sign, as cockpits have them; solid rungs are above the horizon, dashed ones below. */
  readonly label: string | undefined;
}

/** A mark of the fixed roll scale, from the ring inwards. */
interface RollTick {
  readonly rollDeg: number;
  readonly from: Point;
  readonly to: Point;
}

export interface AttitudeGeometry {
  readonly centre: Point;
  /** Of the ring. */
  readonly radius: number;
  /** Of the sky and ground inside the roll scale. */
  readonly discRadius: number;
  readonly rollTicks: readonly RollTick[];
}

/** What moves: the world as seen from the vehicle. */
export interface WorldGeometry {
  /** Clockwise, as Canvas 2D turns: right wing down turns the world anticlockwise. */
  readonly rotationRad: number;
  /** Where the horizon is nearest to the centre. */
  readonly horizonFoot: Point;
  /** The horizon's ends on the disc, left and right of an upright pilot; `undefined` when it is out of sight. */
  readonly horizon: { readonly left: Point; readonly right: Point } | undefined;
  readonly rungs: readonly Rung[];
  /** A triangle at the roll scale that points to the zenith's side. */
  readonly pointer: readonly Point[];
}

/** A rung every 5° needs this much for each 10°, and so does one every 10°; a smaller dial has one every 20°. */
const MIN_MINOR_SPACE_PX = 10;
const MIN_MAJOR_SPACE_PX = 7.5;
/** A smaller dial has no room for numbers that can be read. */
const LABELLED_DIAL_PX = 100;

export function attitudeSize(scale: Scale): Size {
  return { width: scale.dialPx, height: scale.dialPx };
}

/** What stays: the ring and the roll scale, every 15° to ±60°. */
export function attitudeGeometry(scale: Scale): AttitudeGeometry {
  const half = scale.dialPx / 2;
  const centre = { x: half, y: half };
  const radius = half - Math.max(2, scale.dialPx * 0.035);
  const discRadius = radius * 0.86;
  const rollTicks = [-60, -45, -30, -15, 0, 15, 30, 45, 60].map((rollDeg) => {
    const angle = (rollDeg * Math.PI) / 180;
    const inner = rollDeg % 30 === 0 ? discRadius : radius * 0.93;
    return { rollDeg, from: fromTop(centre, radius, angle), to: fromTop(centre, inner, angle) };
  });
  return { centre, radius, discRadius, rollTicks };
}

/** One 120th of the dial's side for each degree. */
export function pxPerDegree(scale: Scale): number {
  return scale.dialPx / 120;
}

/** The world at an attitude: right wing down, and the horizon's right end rises; nose up, and the horizon sinks. */
export function worldGeometry(scale: Scale, rollDeg: number, pitchDeg: number): WorldGeometry {
  const { centre, discRadius, radius } = attitudeGeometry(scale);
  const perDegree = pxPerDegree(scale);
  const rotationRad = (-rollDeg * Math.PI) / 180;
  const place = (x: number, y: number): Point => ({
    x: centre.x + x * Math.cos(rotationRad) - y * Math.sin(rotationRad),
    y: centre.y + x * Math.sin(rotationRad) + y * Math.cos(rotationRad),
  });
  const drop = pitchDeg * perDegree;
  const reach = Math.sqrt(Math.max(0, discRadius ** 2 - drop ** 2));
  return {
    rotationRad,
    horizonFoot: place(0, drop),
    horizon: Math.abs(drop) < discRadius ? { left: place(-reach, drop), right: place(reach, drop) } : undefined,
    rungs: rungs(pitchDeg, scale, discRadius, place),
    pointer: pointer(centre, radius, rotationRad),
  };
}

function rungs(pitchDeg: number, scale: Scale, discRadius: number, place: (x: number, y: number) => Point): Rung[] {
  const perDegree = pxPerDegree(scale);
  const space = 10 * perDegree;
  const step = space >= MIN_MINOR_SPACE_PX ? 5 : space >= MIN_MAJOR_SPACE_PX ? 10 : 20;
  const labelStep = space >= scale.fontPx * 1.2 ? 10 : 20;
  const labelled = scale.dialPx >= LABELLED_DIAL_PX;
  const found: Rung[] = [];
  for (let at = -(90 - (90 % step)); at <= 90; at += step) {
    const y = (pitchDeg - at) * perDegree;
    if (at === 0 || Math.abs(y) > discRadius * 0.78) continue;
    const major = at % 10 === 0;
    const half = discRadius * (major ? 0.3 : 0.13);
    found.push({
      pitchDeg: at,
      from: place(-half, y),
      to: place(half, y),
      major,
      label: labelled && at % labelStep === 0 ? String(Math.abs(at)) : undefined,
    });
  }
  return found;
}

function pointer(centre: Point, radius: number, rotationRad: number): Point[] {
  const width = 0.075;
  return [
    fromTop(centre, radius * 0.85, rotationRad),
    fromTop(centre, radius * 0.72, rotationRad - width),
    fromTop(centre, radius * 0.72, rotationRad + width),
  ];
}

/** `angle` is clockwise from the top. */
function fromTop(centre: Point, radius: number, angle: number): Point {
  return { x: centre.x + radius * Math.sin(angle), y: centre.y - radius * Math.cos(angle) };
}
