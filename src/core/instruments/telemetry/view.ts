import {
  formatAge,
  formatBattery,
  formatDegrees,
  formatGps,
  formatLatitude,
  formatLongitude,
  formatMetres,
  formatPercent,
  formatSpeed,
  UNKNOWN,
} from '../../telemetry/format';
import { batteryLevel, gpsLevel, type Level } from '../../telemetry/levels';
import type { Telemetry } from '../../telemetry/telemetry';

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
  readonly throttle: string;
  readonly climb: string;
  readonly gps: string;
  readonly gpsLevel: Level;
  /** What only the sender knows the meaning of: `name␟value` a line. */
  readonly custom: string;
  /** Set only once the values are stale. */
  readonly age: string | undefined;
}

export function telemetryView(telemetry: Telemetry | undefined, ageMs: number | undefined): TelemetryView {
  const known = telemetry ?? {};
  return {
    roll: formatDegrees(known.rollDeg),
    pitch: formatDegrees(known.pitchDeg),
    yaw: formatDegrees(known.yawDeg),
    latitude: formatLatitude(known.latitudeDeg),
    longitude: formatLongitude(known.longitudeDeg),
    altitude: formatMetres(known.altitudeM),
    battery: formatBattery(known.batteryV, known.batteryPercent),
    batteryLevel: batteryLevel(known.batteryPercent),
    groundSpeed: formatSpeed(known.groundSpeedMps),
    throttle: formatPercent(known.throttlePercent),
    climb: formatSpeed(known.climbRateMps),
    gps: formatGps(known.fixType, known.satellites),
    gpsLevel: gpsLevel(known.fixType),
    custom: customLines(known.custom),
    age: ageMs === undefined ? undefined : formatAge(ageMs),
  };
}

/** Between a custom value's name and its text. */
export const CUSTOM_SEPARATOR = '\u001f';

function customLines(custom: Telemetry['custom']): string {
  const lines = Object.entries(custom ?? {}).map(([name, value]) => `${name}${CUSTOM_SEPARATOR}${shortNumber(value)}`);
  return lines.join('\n');
}

/** Four digits: of a value whose unit nobody knows, no more can be read in passing. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

const BATTERY_WORDS: Readonly<Record<Level, string>> = { normal: '', caution: ' low', warning: ' critical' };

/** The values that matter most, in words; eleven of them read aloud would be noise. */
export function describeTelemetry(view: TelemetryView): string {
  const say = (value: string): string => (value === UNKNOWN ? 'unknown' : value);
  const battery = `battery ${say(view.battery)}${BATTERY_WORDS[view.batteryLevel]}`;
  const motion = `altitude ${say(view.altitude)}, ground speed ${say(view.groundSpeed)}, climb ${say(view.climb)}`;
  const position = `position ${say(view.latitude)} ${say(view.longitude)}, GPS ${say(view.gps)}`;
  return `Telemetry: ${motion}, ${battery}, ${position}${view.age === undefined ? '' : `, ${view.age}`}`;
}
