import {
  formatBattery,
  formatDegrees,
  formatLatitude,
  formatLongitude,
  formatMeasured,
  formatPercent,
  gpsText,
  shownAge,
} from '../../telemetry/format';
import { type Level, levelOf, worseOf } from '../../telemetry/levels';
import type { Telemetry } from '../../telemetry/telemetry';
import { METRIC } from '../../telemetry/units/choice';
import { type Text, text } from '../../texts/text';
import { spokenValue, withAge } from '../shared/words';

/** What the telemetry block shows: the very texts, so that a change that cannot be read is no change. */
export interface TelemetryView {
  readonly roll: string;
  readonly pitch: string;
  readonly yaw: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly altitude: string;
  readonly battery: string;
  readonly batteryLevel: Level;
  readonly groundSpeed: string;
  /** The autopilot's; '' where the vehicle tells none. */
  readonly mode: string;
  readonly armed: 'yes' | 'no' | 'unknown';
  readonly throttle: string;
  readonly climb: string;
  readonly fixType: number | undefined;
  /** A whole number. */
  readonly satellites: number | undefined;
  readonly gpsLevel: Level;
  /** What only the sender knows the meaning of: `name␟value` a line. */
  readonly custom: string;
  /** Set only once the values are stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

export function telemetryView(
  telemetry: Telemetry | undefined,
  ageMs: number | undefined,
  units = METRIC,
): TelemetryView {
  const known = telemetry ?? {};
  return {
    roll: formatDegrees(known.rollDeg),
    pitch: formatDegrees(known.pitchDeg),
    yaw: formatDegrees(known.yawDeg),
    latitude: formatLatitude(known.latitudeDeg),
    longitude: formatLongitude(known.longitudeDeg),
    altitude: formatMeasured('length', known.altitudeM, units),
    battery: formatBattery(known.batteryV, known.batteryPercent),
    batteryLevel: worseOf(
      levelOf('batteryPercent', known.batteryPercent, known),
      levelOf('batteryV', known.batteryV, known),
    ),
    groundSpeed: formatMeasured('speed', known.groundSpeedMps, units),
    mode: known.mode ?? '',
    armed: known.armed === undefined ? 'unknown' : known.armed ? 'yes' : 'no',
    throttle: formatPercent(known.throttlePercent),
    climb: formatMeasured('climb', known.climbRateMps, units),
    fixType: known.fixType,
    satellites: known.satellites === undefined ? undefined : Math.round(known.satellites),
    gpsLevel: levelOf('fixType', known.fixType),
    custom: customLines(known.custom),
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

/** Between a custom value's name and its text. */
export const CUSTOM_SEPARATOR = '\u001f';

function customLines(custom: Telemetry['custom']): string {
  const lines = Object.entries(custom ?? {}).map(([name, value]) => `${name}${CUSTOM_SEPARATOR}${shortNumber(value)}`);
  return lines.join('\n');
}

/** Four digits: of a value of unknown unit, no more can be read in passing. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The values that matter most, in words; eleven of them read aloud would be noise. */
export function describeTelemetry(view: TelemetryView): Text {
  const { mode, armed } = view;
  const values = describeValues(view);
  return withAge(mode === '' ? values : text('instrument.telemetry.withMode', { values, mode, armed }), view.ageMs);
}

function describeValues(view: TelemetryView): Text {
  const gps = gpsText(view.fixType, view.satellites);
  const values = {
    altitude: spokenValue(view.altitude),
    groundSpeed: spokenValue(view.groundSpeed),
    climb: spokenValue(view.climb),
    battery: spokenValue(view.battery),
    level: view.batteryLevel,
    latitude: spokenValue(view.latitude),
    longitude: spokenValue(view.longitude),
    gps: gps ?? text('instrument.unknown'),
  };
  return text('instrument.telemetry', values);
}
