import { formatAge, formatDegrees, UNKNOWN } from '#core/telemetry/format';
import type { Telemetry } from '#core/telemetry/telemetry';

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
    rollDeg: toTenths(telemetry?.rollDeg),
    pitchDeg: toTenths(telemetry?.pitchDeg),
    age: ageMs === undefined ? undefined : formatAge(ageMs),
  };
}

/** The view in words. */
export function describeAttitude({ rollDeg, pitchDeg, age }: AttitudeView): string {
  const say = (deg: number | undefined): string => (deg === undefined ? 'unknown' : formatDegrees(deg));
  const stale = age === undefined ? '' : `, ${age}`;
  return `Attitude: roll ${say(rollDeg)}, pitch ${say(pitchDeg)}${stale}`;
}

function toTenths(deg: number | undefined): number | undefined {
  if (formatDegrees(deg) === UNKNOWN || deg === undefined) return undefined;
  // Adding 0 turns -0 into 0, which `Object.is` tells apart and a pilot does not.
  return Math.round(deg * 10) / 10 + 0;
}
