import type { Telemetry } from '../../telemetry/telemetry';
import type { TelemetryLine } from './lines';

const PLAIN = [
  ...['rollDeg', 'pitchDeg', 'yawDeg', 'headingDeg', 'latitudeDeg', 'longitudeDeg', 'altitudeM'],
  ...['groundSpeedMps', 'airspeedMps', 'climbRateMps', 'throttlePercent', 'satellites', 'fixType', 'hdop', 'vdop'],
  ...['batteryV', 'batteryA', 'batteryPercent', 'cpuTempC', 'cpuPercent', 'hostTimeUs', 'armed'],
] as const satisfies readonly (keyof Telemetry)[];
const VECTORS = ['accelMps2', 'gyroRadps'] as const;
const CHANNELS = 18;

/** The first row (RFC 4180): the names of all values, whether they are sent or not. */
export function csvHead(): string {
  const vectors = VECTORS.flatMap((name) => ['x', 'y', 'z'].map((axis) => `${name}.${axis}`));
  const channels = Array.from({ length: CHANNELS }, (_, i) => `rcChannel${i + 1}Us`);
  return `${['t', 'wall', ...PLAIN, ...vectors, ...channels].join(',')}\r\n`;
}

/** One row; what is unknown is empty. */
export function csvRow({ t, wall, values }: TelemetryLine): string {
  const cells: unknown[] = [t, wall, ...PLAIN.map((name) => values[name])];
  for (const name of VECTORS) cells.push(values[name]?.x, values[name]?.y, values[name]?.z);
  for (let i = 0; i < CHANNELS; i++) cells.push(values.rcChannelsUs?.[i]);
  return `${cells.map(textOf).join(',')}\r\n`;
}

function textOf(cell: unknown): string {
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return typeof cell === 'number' || typeof cell === 'string' ? String(cell) : '';
}
