/** MAVLink GPS_FIX_TYPE, 0..8, in words short enough for an instrument. */
const NAMES = ['No GPS', 'No fix', '2D', '3D', 'DGPS', 'RTK float', 'RTK fixed', 'Static', 'PPP'] as const;

/** @returns `undefined` for a fix type that MAVLink does not define. */
export function fixTypeName(fixType: number | undefined): string | undefined {
  return fixType === undefined ? undefined : NAMES[fixType];
}
