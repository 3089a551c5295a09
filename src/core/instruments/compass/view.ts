import { formatHeading, shownAge } from '../../telemetry/format';
import { cardinalOf, normaliseHeading } from '../../telemetry/heading';
import type { Telemetry } from '../../telemetry/telemetry';
import { type Text, text } from '../../texts/text';
import { spokenValue, withAge } from '../shared/words';

/** What a compass shows, rounded to what can be seen. */
export interface CompassView {
  /** 0..359.9 in tenths, clockwise from north; `undefined` is unknown. */
  readonly headingDeg: number | undefined;
  /** Where it comes from: the vehicle's heading, or, where that is unknown, its yaw. */
  readonly source: 'HDG' | 'YAW';
  /** Set only once the value is stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

export function compassView(telemetry: Telemetry | undefined, ageMs: number | undefined): CompassView {
  const heading = normaliseHeading(telemetry?.headingDeg, 1);
  const yaw = heading === undefined ? normaliseHeading(telemetry?.yawDeg, 1) : undefined;
  return {
    headingDeg: heading ?? yaw,
    source: yaw === undefined ? 'HDG' : 'YAW',
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

/** The view in words. */
export function describeCompass({ headingDeg, source, ageMs }: CompassView): Text {
  const id = source === 'HDG' ? 'instrument.compass.heading' : 'instrument.compass.yaw';
  const heading = headingDeg === undefined ? undefined : `${formatHeading(headingDeg)} ${cardinalOf(headingDeg)}`;
  return withAge(text(id, { value: spokenValue(heading) }), ageMs);
}
