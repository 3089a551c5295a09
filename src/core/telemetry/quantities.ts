import type { Quantity } from './quantity';

/**
 * The catalogue: all that a vehicle may say of itself and people measure. The model, the link's schema, a recording's
 * columns, levels and the documents' list are made of it, so another quantity is a row here, its words
 * (`quantity.…` in `texts/en/quantities.ts`) and a line in the mapper of the protocol that has it.
 *
 * Units are SI but for degrees, percent, mAh and hPa, which instruments have; the name of a key says which. Signs are a
 * pilot's: roll is positive with the right wing down, pitch with the nose up, yaw and headings clockwise from north, climb
 * upwards.
 */
export const QUANTITIES = {
  /** Degrees, −180..180, right wing down positive. */
  rollDeg: { group: 'attitude', kind: 'number', dimension: 'angle' },
  /** Degrees, −90..90, nose up positive. */
  pitchDeg: { group: 'attitude', kind: 'number', dimension: 'angle' },
  /** Degrees, −180..180, clockwise from north. */
  yawDeg: { group: 'attitude', kind: 'number', dimension: 'angle', aggregate: 'turn' },
  /** Degrees, 0..360 (exclusive), clockwise from north. */
  headingDeg: { group: 'attitude', kind: 'number', dimension: 'heading' },
  /** Degrees, WGS 84, −90..90. */
  latitudeDeg: { group: 'position', kind: 'number', dimension: 'latitude', staleAfterMs: 3000 },
  /** Degrees, WGS 84, −180..180. */
  longitudeDeg: { group: 'position', kind: 'number', dimension: 'longitude', staleAfterMs: 3000 },
  /** Metres above home; of a terminal of JT/T 808 above the sea. */
  altitudeM: { group: 'position', kind: 'number', dimension: 'length', staleAfterMs: 3000 },
  groundSpeedMps: { group: 'motion', kind: 'number', dimension: 'speed' },
  airspeedMps: { group: 'motion', kind: 'number', dimension: 'speed' },
  /** Metres per second, upwards positive. */
  climbRateMps: { group: 'motion', kind: 'number', dimension: 'climb' },
  /** 0..100, and below 0 where it brakes or goes astern. */
  throttlePercent: { group: 'motion', kind: 'number', dimension: 'share' },
  satellites: { group: 'position', kind: 'number', dimension: 'count', staleAfterMs: 3000 },
  /** MAVLink GPS_FIX_TYPE, 0..8; 0 and 1 are no receiver and no fix. */
  fixType: {
    group: 'position',
    kind: 'number',
    dimension: 'count',
    levels: { below: { caution: 2 } },
    staleAfterMs: 3000,
  },
  /** Horizontal and vertical dilution of precision, without unit. */
  hdop: { group: 'position', kind: 'number', dimension: 'ratio', staleAfterMs: 3000 },
  vdop: { group: 'position', kind: 'number', dimension: 'ratio', staleAfterMs: 3000 },
  batteryV: {
    group: 'power',
    kind: 'number',
    dimension: 'voltage',
    levels: { below: { caution: { of: 'batteryLowV' }, warning: { of: 'batteryCriticalV' } } },
    staleAfterMs: 10_000,
  },
  batteryA: { group: 'power', kind: 'number', dimension: 'current', staleAfterMs: 10_000 },
  /** 0..100. */
  batteryPercent: {
    group: 'power',
    kind: 'number',
    dimension: 'share',
    levels: {
      below: {
        caution: { of: 'batteryLowPercent', usually: 25 },
        warning: { of: 'batteryCriticalPercent', usually: 15 },
      },
    },
    staleAfterMs: 10_000,
  },
  /** A Raspberry Pi begins to throttle at 80 °C and throttles hard at 85 °C; the caution comes before the first. */
  cpuTempC: {
    group: 'onboard',
    kind: 'number',
    dimension: 'temperature',
    levels: { above: { caution: 75, warning: 82 } },
    staleAfterMs: 10_000,
  },
  /** 0..100. */
  cpuPercent: { group: 'onboard', kind: 'number', dimension: 'share', staleAfterMs: 10_000 },
  /** When the host sent this, in µs of its own Unix clock, which is not trusted. */
  hostTimeUs: { group: 'onboard', kind: 'number', dimension: 'moment' },
  /** Whether it is ready to move: motors armed, ignition on. */
  armed: { group: 'onboard', kind: 'flag', staleAfterMs: 5000 },
  /** m/s² in the body's axes. */
  accelMps2: { group: 'sensors', kind: 'vector', dimension: 'acceleration' },
  /** rad/s in the body's axes. */
  gyroRadps: { group: 'sensors', kind: 'vector', dimension: 'rate' },
  /** Pulse widths in µs, channel 1 first. */
  rcChannelsUs: {
    group: 'radio',
    kind: 'numbers',
    dimension: 'pulse',
    most: 32,
    columns: { name: 'rcChannel{n}Us', count: 18 },
  },

  // What MAVLink adds.
  /** The autopilot's mode in its own words: `Loiter`, `Mission`. */
  mode: { group: 'onboard', kind: 'words', staleAfterMs: 5000 },
  /** MAV_STATE in words: standby, active, critical, emergency. */
  systemStatus: { group: 'onboard', kind: 'words', staleAfterMs: 5000 },
  /** MAV_LANDED_STATE in words: on ground, in air, taking off, landing. */
  landedState: { group: 'motion', kind: 'words', staleAfterMs: 5000 },
  /** The autopilot's own load, 0..100. */
  autopilotPercent: { group: 'onboard', kind: 'number', dimension: 'share', staleAfterMs: 10_000 },
  /** Metres above the sea. */
  altitudeSeaM: { group: 'position', kind: 'number', dimension: 'length', staleAfterMs: 3000 },
  /** Metres above the terrain or what is below, by a rangefinder. */
  rangeM: { group: 'position', kind: 'number', dimension: 'length' },
  /** Estimated errors of the position, one standard deviation, in metres. */
  horizontalErrorM: { group: 'position', kind: 'number', dimension: 'length', staleAfterMs: 3000 },
  verticalErrorM: { group: 'position', kind: 'number', dimension: 'length', staleAfterMs: 3000 },
  /** Of the second receiver, as `satellites` and `fixType`. */
  satellites2: { group: 'position', kind: 'number', dimension: 'count', staleAfterMs: 3000 },
  fixType2: { group: 'position', kind: 'number', dimension: 'count', staleAfterMs: 3000 },
  homeLatitudeDeg: { group: 'position', kind: 'number', dimension: 'latitude', staleAfterMs: Infinity },
  homeLongitudeDeg: { group: 'position', kind: 'number', dimension: 'longitude', staleAfterMs: Infinity },
  homeAltitudeSeaM: { group: 'position', kind: 'number', dimension: 'length', staleAfterMs: Infinity },
  /** Over ground, in metres, and where it lies. */
  homeDistanceM: { group: 'position', kind: 'number', dimension: 'distance', staleAfterMs: 3000 },
  homeBearingDeg: { group: 'position', kind: 'number', dimension: 'heading', staleAfterMs: 3000 },
  /** From where the wind comes, and how fast. */
  windFromDeg: { group: 'sensors', kind: 'number', dimension: 'heading', staleAfterMs: 5000 },
  windSpeedMps: { group: 'sensors', kind: 'number', dimension: 'speed', staleAfterMs: 5000 },
  pressureHpa: { group: 'sensors', kind: 'number', dimension: 'pressure', staleAfterMs: 5000 },
  /** Outside, where the barometer is. */
  airTempC: { group: 'sensors', kind: 'number', dimension: 'temperature', staleAfterMs: 5000 },
  /** Taken out of the battery so far. */
  batteryUsedMah: { group: 'power', kind: 'number', dimension: 'charge', staleAfterMs: 10_000 },
  batteryTempC: { group: 'power', kind: 'number', dimension: 'temperature', staleAfterMs: 10_000 },
  /** Volts of each cell of the first battery. */
  cellsV: {
    group: 'power',
    kind: 'numbers',
    dimension: 'voltage',
    most: 14,
    columns: { name: 'cell{n}V', count: 14 },
    staleAfterMs: 10_000,
  },
  /** Of the first battery, by the vehicle's own parameters: how much it holds, and where its failsafes begin. */
  batteryCapacityMah: { group: 'power', kind: 'number', dimension: 'charge', staleAfterMs: Infinity },
  batteryLowV: { group: 'power', kind: 'number', dimension: 'voltage', staleAfterMs: Infinity },
  batteryCriticalV: { group: 'power', kind: 'number', dimension: 'voltage', staleAfterMs: Infinity },
  batteryLowPercent: { group: 'power', kind: 'number', dimension: 'share', staleAfterMs: Infinity },
  batteryCriticalPercent: { group: 'power', kind: 'number', dimension: 'share', staleAfterMs: Infinity },
  /** Of the second battery, as those of the first. */
  battery2V: { group: 'power', kind: 'number', dimension: 'voltage', staleAfterMs: 10_000 },
  battery2A: { group: 'power', kind: 'number', dimension: 'current', staleAfterMs: 10_000 },
  battery2Percent: {
    group: 'power',
    kind: 'number',
    dimension: 'share',
    levels: { below: { caution: 25, warning: 15 } },
    staleAfterMs: 10_000,
  },
  /** How well the pilot's transmitter is received, 0..100. */
  rcSignalPercent: {
    group: 'radio',
    kind: 'number',
    dimension: 'share',
    levels: { below: { caution: 40, warning: 20 } },
    staleAfterMs: 5000,
  },
  /** Signal and noise of the telemetry's radio, in its own units: here, and at the vehicle. */
  radioSignal: { group: 'radio', kind: 'number', dimension: 'count', staleAfterMs: 5000 },
  radioNoise: { group: 'radio', kind: 'number', dimension: 'count', staleAfterMs: 5000 },
  remoteSignal: { group: 'radio', kind: 'number', dimension: 'count', staleAfterMs: 5000 },
  remoteNoise: { group: 'radio', kind: 'number', dimension: 'count', staleAfterMs: 5000 },
  /** Packets that were lost between the vehicle and here, 0..100. */
  telemetryLossPercent: { group: 'radio', kind: 'number', dimension: 'share', staleAfterMs: 5000 },
  /** Pulse widths in µs of the vehicle's outputs, output 1 first. */
  servosUs: { group: 'motion', kind: 'numbers', dimension: 'pulse', most: 32 },
  escRpm: { group: 'power', kind: 'numbers', dimension: 'rotation', most: 16 },
  escTempC: { group: 'power', kind: 'numbers', dimension: 'temperature', most: 16 },
  escA: { group: 'power', kind: 'numbers', dimension: 'current', most: 16 },
  escV: { group: 'power', kind: 'numbers', dimension: 'voltage', most: 16 },
  /** Which item of its mission the vehicle is at. */
  missionItem: { group: 'navigation', kind: 'number', dimension: 'count', staleAfterMs: 10_000 },
  waypointDistanceM: { group: 'navigation', kind: 'number', dimension: 'distance', staleAfterMs: 5000 },
  targetBearingDeg: { group: 'navigation', kind: 'number', dimension: 'heading', staleAfterMs: 5000 },
  /** To the side of the track that was planned. */
  crossTrackErrorM: { group: 'navigation', kind: 'number', dimension: 'length', staleAfterMs: 5000 },
  fenceBreached: { group: 'navigation', kind: 'flag', staleAfterMs: 10_000 },
  /** Variances of the estimator as ArduPilot gives them: from 0.8 on it is in doubt, at 1 it fails. */
  velocityVariance: {
    group: 'sensors',
    kind: 'number',
    dimension: 'ratio',
    levels: { above: { caution: 0.8, warning: 1 } },
  },
  positionVariance: {
    group: 'sensors',
    kind: 'number',
    dimension: 'ratio',
    levels: { above: { caution: 0.8, warning: 1 } },
  },
  heightVariance: {
    group: 'sensors',
    kind: 'number',
    dimension: 'ratio',
    levels: { above: { caution: 0.8, warning: 1 } },
  },
  compassVariance: {
    group: 'sensors',
    kind: 'number',
    dimension: 'ratio',
    levels: { above: { caution: 0.8, warning: 1 } },
  },
  /** m/s² of vibration in the body's axes; above 30 an autopilot's estimates suffer. */
  vibrationMps2: { group: 'sensors', kind: 'vector', dimension: 'acceleration' },

  // What MISB ST 0601 adds: where a camera looks.
  /** Against the vehicle's nose, 0..360, clockwise seen from above. */
  cameraAzimuthDeg: { group: 'camera', kind: 'number', dimension: 'heading' },
  /** Against the vehicle's plane, upwards positive. */
  cameraElevationDeg: { group: 'camera', kind: 'number', dimension: 'angle' },
  /** Around the line of sight, 0..360, clockwise seen from behind. */
  cameraRollDeg: { group: 'camera', kind: 'number', dimension: 'angle', aggregate: 'turn' },
  fieldOfViewDeg: { group: 'camera', kind: 'number', dimension: 'angle' },
  fieldOfViewVerticalDeg: { group: 'camera', kind: 'number', dimension: 'angle' },
  /** What lies in the middle of the picture, and how far it is. */
  frameCentreLatitudeDeg: { group: 'camera', kind: 'number', dimension: 'latitude', staleAfterMs: 3000 },
  frameCentreLongitudeDeg: { group: 'camera', kind: 'number', dimension: 'longitude', staleAfterMs: 3000 },
  frameCentreAltitudeSeaM: { group: 'camera', kind: 'number', dimension: 'length', staleAfterMs: 3000 },
  slantRangeM: { group: 'camera', kind: 'number', dimension: 'distance', staleAfterMs: 3000 },
} as const satisfies Record<string, Quantity>;

export type Quantities = typeof QUANTITIES;
export type QuantityKey = keyof Quantities;

export const QUANTITY_KEYS = Object.keys(QUANTITIES) as readonly QuantityKey[];

/** The keys of one kind, in the order of the catalogue. */
export function keysOf<Kind extends Quantity['kind']>(kind: Kind): readonly KeyOf<Kind>[] {
  return QUANTITY_KEYS.filter((key): key is KeyOf<Kind> => QUANTITIES[key].kind === kind);
}

/** The keys whose rows are of a kind. */
export type KeyOf<Kind extends Quantity['kind']> = {
  [Key in QuantityKey]: Quantities[Key]['kind'] extends Kind ? Key : never;
}[QuantityKey];

/** The row of a key, as what all rows have in common. */
export function quantityOf(key: QuantityKey): Quantity {
  return QUANTITIES[key];
}
