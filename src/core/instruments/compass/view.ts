import { formatAge, formatHeading } from '../../telemetry/format';
import { cardinalOf, normaliseHeading } from '../../telemetry/heading';
import type { Telemetry } from '../../telemetry/telemetry';

/** What a compass shows, rounded to what can be seen. */
export interface CompassView {
  /** 0..359.9 in tenths, clockwise from north; `undefined` is unknown. */
  readonly headingDeg: number | undefined;
  /** Where it comes from: the vehicle's heading, or, where that is unknown, its yaw. */
  readonly source: 'HDG' | 'YAW';
  /** Set only once the value is stale. */
  readonly age: string | undefined;
}

export function compassView(telemetry: Telemetry | undefined, ageMs: number | undefined): CompassView {
  const heading = normaliseHeading(telemetry?.headingDeg, 1);
  const yaw = heading === undefined ? normaliseHeading(telemetry?.yawDeg, 1) : undefined;
  return {
    headingDeg: heading ?? yaw,
    source: yaw === undefined ? 'HDG' : 'YAW',
    age: ageMs === undefined ? undefined : formatAge(ageMs),
  };
}

/** The view in words. */
export function describeCompass({ headingDeg, source, age }: CompassView): string {
  const name = source === 'HDG' ? 'heading' : 'yaw';
  const value = headingDeg === undefined ? 'unknown' : `${formatHeading(headingDeg)} ${cardinalOf(headingDeg)}`;
  return `Compass: ${name} ${value}${age === undefined ? '' : `, ${age}`}`;
}
