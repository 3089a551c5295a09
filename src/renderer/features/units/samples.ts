import { formatMeasured } from '#core/telemetry/format';
import type { Units } from '#core/telemetry/units/choice';

/** What a flight would read like: values as a small vehicle has them. */
export function samplesOf(units: Units) {
  return {
    speed: formatMeasured('speed', 12.5, units),
    altitude: formatMeasured('length', 120, units),
    near: formatMeasured('distance', 150, units),
    far: formatMeasured('distance', 4200, units),
    climb: formatMeasured('climb', 2.5, units),
  };
}
