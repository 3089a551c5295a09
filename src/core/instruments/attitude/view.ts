import { formatAge, formatDegrees } from '../../telemetry/format';
import type { Telemetry } from '../../telemetry/telemetry';

/** What an attitude indicator shows, rounded to what can be seen. */
export interface AttitudeView {
  /** −180..180 in tenths, right wing down positive; `undefined` is unknown. */
  readonly rollDeg: number | undefined;
  /** −90..90 in tenths, nose up positive; `undefined` is unknown. */
  readonly pitchDeg: number | undefined;
  /** Set only once the values are stale. */
  readonly age: string | undefined;
}

export function attitudeView(telemetry: Telemetry | undefined, ageMs: number | undefined): AttitudeView {
  return {
    rollDeg: toTenths(telemetry?.rollDeg, 180),
    pitchDeg: toTenths(telemetry?.pitchDeg, 90),
    age: ageMs === undefined ? undefined : formatAge(ageMs),
  };
}

/** The view in words. */
export function describeAttitude({ rollDeg, pitchDeg, age }: AttitudeView): string {
  const say = (deg: number | undefined): string => (deg === undefined ? 'unknown' : formatDegrees(deg));
  const stale = age === undefined ? '' : `, ${age}`;
  return `Attitude: roll ${say(rollDeg)}, pitch ${say(pitchDeg)}${stale}`;
}

/** No horizon is better than a false one: an angle that cannot be (NaN included) is unknown. */
function toTenths(deg: number | undefined, limit: number): number | undefined {
  if (deg === undefined) return undefined;
  // Adding 0 turns -0 into 0, which `Object.is` tells apart and a pilot does not.
  const tenths = Math.round(deg * 10) / 10 + 0;
  return Math.abs(tenths) <= limit ? tenths : undefined;
}
