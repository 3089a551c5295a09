import { formatDegrees, shownAge } from '../../telemetry/format';
import type { Telemetry } from '../../telemetry/telemetry';
import { type Text, text } from '../../texts/text';
import { spokenValue, withAge } from '../shared/words';

/** What an attitude indicator shows, rounded to what can be seen. */
export interface AttitudeView {
  /** −180..180 in tenths, right wing down positive; `undefined` is unknown. */
  readonly rollDeg: number | undefined;
  /** −90..90 in tenths, nose up positive; `undefined` is unknown. */
  readonly pitchDeg: number | undefined;
  /** Set only once the values are stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

export function attitudeView(telemetry: Telemetry | undefined, ageMs: number | undefined): AttitudeView {
  return {
    rollDeg: toTenths(telemetry?.rollDeg, 180),
    pitchDeg: toTenths(telemetry?.pitchDeg, 90),
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

/** The view in words. */
export function describeAttitude({ rollDeg, pitchDeg, ageMs }: AttitudeView): Text {
  const degrees = (deg: number | undefined) => spokenValue(formatDegrees(deg));
  return withAge(text('instrument.attitude', { roll: degrees(rollDeg), pitch: degrees(pitchDeg) }), ageMs);
}

/** No horizon is better than a false one: an angle that cannot be (NaN included) is unknown. */
function toTenths(deg: number | undefined, limit: number): number | undefined {
  if (deg === undefined) return undefined;
  // Adding 0 turns -0 into 0, which `Object.is` tells apart and a pilot does not.
  const tenths = Math.round(deg * 10) / 10 + 0;
  return Math.abs(tenths) <= limit ? tenths : undefined;
}
