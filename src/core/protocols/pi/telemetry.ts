import type { Telemetry, Vector3 } from '../../telemetry/telemetry';
import { parseJsonWithNaN } from './json-with-nan';
import { type PiTelemetryMessage, UNKNOWN } from './messages';

type Message = Readonly<Record<string, unknown>>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };

/** Most channels that are read; MAVLink has 18. */
const MAX_RC_CHANNELS = 32;

/**
 * Reads one `telemetry` event. Never throws. A key that is missing, of the wrong type, not finite or out of its range is
 * unknown, and the others are kept; unknown keys are ignored. A text of JSON, an array of one object and a host that writes
 * all its numbers as decimal text are read as what they plainly are. A message without any known key is a fault, and not the news that nothing is known.
 *
 * The host sends 0 until it knows better, so a zero may be either. What is decided here:
 * - No vehicle heard: if every flight value is exactly 0, all are unknown; only the host's CPU and clock remain.
 * - Values that no vehicle has are unknown at 0 by themselves: latitude with longitude, battery volts (and then its amperes
 *   and percent, which come in the same MAVLink message), dilution of precision, an accelerometer of three zeros (and
 *   then the gyros), radio channels that are all 0, CPU, timestamp.
 * - Altitude and heading of 0 are unknown while the position, of the same MAVLink message, is 0 as well.
 * - `armed`, which the original host does not send, is taken from one that does: `true` or `false`.
 * - All other zeros of a vehicle that was heard are true: a rover that stands level has them.
 */
export function readPiTelemetry(sent: unknown): { telemetry: Telemetry } | { fault: string } {
  const message = unwrapped(sent);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { fault: `telemetry is ${nameOf(message)}, not an object` };
  }
  const values = withNumbers(message as Message);
  if (knownKeys(values) === 0) {
    const keys = Object.keys(values).slice(0, 5).join(', ');
    return { fault: `telemetry has no key that is known, but ${keys.slice(0, 100) || 'none at all'}` };
  }
  const telemetry: Mutable<Telemetry> = isHeard(values) ? { ...readFlight(values), ...readSensors(values) } : {};
  telemetry.armed = typeof values.armed === 'boolean' ? values.armed : undefined;
  telemetry.cpuTempC = nonZero(numberOf(values, 'cpu_temp', -60, 200));
  telemetry.cpuPercent = nonZero(numberOf(values, 'cpu_usage', 0, 100));
  const seconds = nonZero(numberOf(values, 'timestamp', 0, 1e11));
  telemetry.hostTimeUs = seconds === undefined ? undefined : Math.round(seconds * 1e6);
  return { telemetry: withoutUnknown(telemetry) };
}

/** Whether an object is telemetry for certain, whatever the event that carries it is called. */
export function isPiTelemetry(sent: unknown): boolean {
  const message = unwrapped(sent);
  const isObject = typeof message === 'object' && message !== null && !Array.isArray(message);
  return isObject && knownKeys(message as Message) >= CERTAIN_KEYS;
}

/** What programs wrap the object in: `json.dumps`, or a list of one. */
function unwrapped(sent: unknown): unknown {
  if (typeof sent === 'string') {
    const read = parseJsonWithNaN(sent);
    return 'value' in read && typeof read.value === 'object' ? unwrapped(read.value) : sent;
  }
  const [only]: readonly unknown[] = Array.isArray(sent) && sent.length === 1 ? sent : [];
  return typeof only === 'object' && only !== null ? only : sent;
}

/** Numbers in decimal text, of a host that writes all of them so; a text among numbers is a fault of that key. */
function withNumbers(values: Message): Message {
  const known = KEYS.flatMap((key) => (Object.hasOwn(values, key) ? [values[key]] : []));
  if (known.some((value) => typeof value === 'number')) return values;
  const number = (value: unknown) => (typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value.map(number) : number(value)]),
  );
}

function knownKeys(values: Message): number {
  return KEYS.reduce((count, key) => (Object.hasOwn(values, key) ? count + 1 : count), 0);
}

function readFlight(values: Message): Mutable<Telemetry> {
  const latitude = numberOf(values, 'lat', -90, 90);
  const longitude = numberOf(values, 'lon', -180, 180);
  const placed = latitude !== undefined && longitude !== undefined && (latitude !== 0 || longitude !== 0);
  const altitude = numberOf(values, 'alt', -1e6, 1e6);
  const heading = numberOf(values, 'heading', 0, 360);
  const positionHeard = placed || (altitude ?? 0) !== 0 || (heading ?? 0) !== 0;
  const yaw = numberOf(values, 'yaw', -360, 360);
  return {
    rollDeg: numberOf(values, 'roll', -180, 180),
    pitchDeg: numberOf(values, 'pitch', -90, 90),
    yawDeg: yaw === undefined || Math.abs(yaw) <= 180 ? yaw : yaw - Math.sign(yaw) * 360,
    latitudeDeg: placed ? latitude : undefined,
    longitudeDeg: placed ? longitude : undefined,
    altitudeM: positionHeard ? altitude : undefined,
    headingDeg: positionHeard && heading !== undefined ? heading % 360 : undefined,
    groundSpeedMps: numberOf(values, 'ground_speed', -1e4, 1e4),
    airspeedMps: numberOf(values, 'airspeed', -1e4, 1e4),
    climbRateMps: numberOf(values, 'climb_rate', -1e4, 1e4),
    throttlePercent: numberOf(values, 'throttle', -100, 100),
  };
}

function readSensors(values: Message): Mutable<Telemetry> {
  const satellites = numberOf(values, 'satellites', 0, UNKNOWN.satellites - 1);
  const batteryV = nonZero(numberOf(values, 'battery', 0, 1000));
  const batteryHeard = batteryV !== undefined;
  const accel = vectorOf(values, 'accel');
  const gyro = vectorOf(values, 'gyro');
  const imuHeard = accel !== undefined && !isZero(accel);
  return {
    satellites,
    fixType: numberOf(values, 'fix_type', 0, 8),
    hdop: dopOf(values, 'h_acc'),
    vdop: dopOf(values, 'v_acc'),
    batteryV: batteryV === UNKNOWN.battery ? undefined : batteryV,
    batteryA: batteryHeard
      ? unless(UNKNOWN.current_battery, numberOf(values, 'current_battery', -1e4, 1e4))
      : undefined,
    batteryPercent: batteryHeard ? numberOf(values, 'battery_remaining', 0, 100) : undefined,
    accelMps2: imuHeard ? accel : undefined,
    gyroRadps: imuHeard || (gyro !== undefined && !isZero(gyro)) ? gyro : undefined,
    rcChannelsUs: channelsOf(values.rc_channels),
  };
}

/**
 * What may leave a host: numbers that are none (NaN, infinite) are unknown, since a single one makes a message that no JSON
 * reader takes.
 */
export function finiteTelemetry(telemetry: Telemetry): Telemetry {
  return Object.fromEntries(Object.entries(telemetry).filter(([, value]) => isFiniteValue(value)));
}

function isFiniteValue(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isFiniteValue);
}

/**
 * Writes the event of a host that may hear no vehicle: all flight values are 0 then, as of the original, which readers take for
 * that; with a vehicle, as `writePiTelemetry`.
 */
export function writeHostTelemetry(sent: Telemetry): PiTelemetryMessage {
  const telemetry = finiteTelemetry(sent);
  const message = writePiTelemetry(telemetry);
  if (FLIGHT_QUANTITIES.some((key) => telemetry[key] !== undefined)) return message;
  return { ...message, ...Object.fromEntries(FLIGHT_KEYS.map((key) => [key, 0])) };
}

/** Writes the event as the host does: all 28 keys; unknown is the key's own value for it, or 0. */
export function writePiTelemetry(telemetry: Telemetry): PiTelemetryMessage {
  const { accelMps2: accel = NO_VECTOR, gyroRadps: gyro = NO_VECTOR } = telemetry;
  const rc_channels = Array.from({ length: 8 }, (_, i) => telemetry.rcChannelsUs?.[i] ?? 0);
  return {
    roll: telemetry.rollDeg ?? 0,
    pitch: telemetry.pitchDeg ?? 0,
    yaw: telemetry.yawDeg ?? 0,
    lat: telemetry.latitudeDeg ?? 0,
    lon: telemetry.longitudeDeg ?? 0,
    alt: telemetry.altitudeM ?? 0,
    heading: telemetry.headingDeg ?? UNKNOWN.heading,
    ground_speed: telemetry.groundSpeedMps ?? 0,
    climb_rate: telemetry.climbRateMps ?? 0,
    battery: telemetry.batteryV ?? UNKNOWN.battery,
    current_battery: telemetry.batteryA ?? UNKNOWN.current_battery,
    battery_remaining: telemetry.batteryPercent ?? UNKNOWN.battery_remaining,
    airspeed: telemetry.airspeedMps ?? 0,
    throttle: telemetry.throttlePercent ?? 0,
    satellites: telemetry.satellites ?? UNKNOWN.satellites,
    fix_type: telemetry.fixType ?? 0,
    h_acc: telemetry.hdop ?? UNKNOWN.dop,
    v_acc: telemetry.vdop ?? UNKNOWN.dop,
    accel_x: accel.x / 1000,
    accel_y: accel.y / 1000,
    accel_z: accel.z / 1000,
    gyro_x: gyro.x / 1000,
    gyro_y: gyro.y / 1000,
    gyro_z: gyro.z / 1000,
    rc_channels,
    cpu_temp: telemetry.cpuTempC ?? 0,
    cpu_usage: telemetry.cpuPercent ?? 0,
    timestamp: (telemetry.hostTimeUs ?? 0) / 1e6,
  };
}

const NO_VECTOR: Vector3 = { x: 0, y: 0, z: 0 };

/** What only a connected flight controller makes other than 0. */
const FLIGHT_KEYS =
  // not shown: names of keys
  'roll pitch yaw lat lon alt heading ground_speed airspeed climb_rate throttle satellites fix_type h_acc v_acc battery current_battery battery_remaining accel_x accel_y accel_z gyro_x gyro_y gyro_z'.split(
    ' ',
  );

/** The same in our model. What does not change by itself (where home is, how much a battery holds) stays known and tells of no vehicle. */
const FLIGHT_QUANTITIES = [
  ...(['rollDeg', 'pitchDeg', 'yawDeg', 'latitudeDeg', 'longitudeDeg', 'altitudeM', 'headingDeg'] as const),
  ...(['groundSpeedMps', 'airspeedMps', 'climbRateMps', 'throttlePercent', 'satellites', 'fixType'] as const),
  ...(['hdop', 'vdop', 'batteryV', 'batteryA', 'batteryPercent', 'accelMps2', 'gyroRadps', 'rcChannelsUs'] as const),
] satisfies readonly (keyof Telemetry)[];

/** All that is read. */
const KEYS = [...FLIGHT_KEYS, 'rc_channels', 'cpu_temp', 'cpu_usage', 'timestamp', 'armed'];
/** So many known keys has nothing but telemetry. */
const CERTAIN_KEYS = 4;
/** A number as JSON writes it. */
const DECIMAL = /^\s*-?\d{1,20}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,3})?\s*$/;

function isHeard(values: Message): boolean {
  return FLIGHT_KEYS.some((key) => (numberOf(values, key, -Infinity, Infinity) ?? 0) !== 0);
}

function numberOf(values: Message, key: string, least: number, most: number): number | undefined {
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}

function vectorOf(values: Message, name: string): Vector3 | undefined {
  const [x, y, z] = ['x', 'y', 'z'].map((axis) => numberOf(values, `${name}_${axis}`, -1e4, 1e4));
  return x === undefined || y === undefined || z === undefined ? undefined : { x: x * 1000, y: y * 1000, z: z * 1000 };
}

function dopOf(values: Message, key: string): number | undefined {
  return nonZero(unless(UNKNOWN.dop, numberOf(values, key, 0, 1000)));
}

function channelsOf(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_RC_CHANNELS) return undefined;
  const channels: readonly unknown[] = value;
  const used = (width: unknown): width is number =>
    typeof width === 'number' && Number.isFinite(width) && width >= 0 && width < UNKNOWN.rc_channel;
  return channels.every(used) && channels.some((width) => width !== 0) ? channels : undefined;
}

const nonZero = (value: number | undefined) => unless(0, value);
const unless = (unknown: number, value: number | undefined) => (value === unknown ? undefined : value);
const isZero = ({ x, y, z }: Vector3) => x === 0 && y === 0 && z === 0;

function withoutUnknown(telemetry: Mutable<Telemetry>): Telemetry {
  return Object.fromEntries(Object.entries(telemetry).filter(([, value]) => value !== undefined));
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  // not shown: in logs alone
  return Array.isArray(value) ? 'an array' : typeof value;
}
