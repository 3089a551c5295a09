import type { Vector3 } from '../../../telemetry/telemetry';

/** An unknown value is `undefined`, and so is all that is made of it. */
type Maybe = number | undefined;

const DEGREES = 180 / Math.PI;
const STANDARD_GRAVITY = 9.80665;

export const scaled = (value: Maybe, factor: number): Maybe => (value === undefined ? undefined : value * factor);

export const degrees = (radians: Maybe): Maybe => scaled(radians, DEGREES);

/** @returns `undefined` beyond the range that there is */
export const within = (value: Maybe, least: number, most: number): Maybe =>
  value !== undefined && value >= least && value <= most ? value : undefined;

/** 0..360 (exclusive). */
export const heading = (deg: Maybe): Maybe => {
  const inRange = within(deg, -360, 360);
  return inRange === undefined ? undefined : (inRange + 360) % 360;
};

/** A dilution of precision is sent in hundredths; none is 0. */
export const dilution = (hundredths: Maybe): Maybe => (hundredths ? hundredths / 100 : undefined);

export const vectorOf = (x: Maybe, y: Maybe, z: Maybe, factor = 1): Vector3 | undefined =>
  x === undefined || y === undefined || z === undefined || (x === 0 && y === 0 && z === 0)
    ? undefined
    : { x: x * factor, y: y * factor, z: z * factor };

/** Thousandths of standard gravity → m/s². */
export const MILLI_G = STANDARD_GRAVITY / 1000;

/** Attitude of a quaternion (w, x, y, z; north, east, down), degrees. @returns `undefined` where it is no rotation */
export function eulerOf(
  w: Maybe,
  x: Maybe,
  y: Maybe,
  z: Maybe,
): { roll: number; pitch: number; yaw: number } | undefined {
  if (w === undefined || x === undefined || y === undefined || z === undefined) return undefined;
  const length = Math.hypot(w, x, y, z);
  if (length < 0.9 || length > 1.1) return undefined;
  const sine = (2 * (w * y - z * x)) / length ** 2;
  return {
    roll: Math.atan2(2 * (w * x + y * z), w * w - x * x - y * y + z * z) * DEGREES,
    pitch: Math.asin(Math.max(-1, Math.min(1, sine))) * DEGREES,
    yaw: Math.atan2(2 * (w * z + x * y), w * w + x * x - y * y - z * z) * DEGREES,
  };
}
