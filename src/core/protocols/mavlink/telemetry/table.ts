import { AUTOPILOT, isArmed } from '../modes/mode';
import { PARAMETER_ROWS } from './parameter-rows';
import { degrees, dilution, eulerOf, heading, MILLI_G, scaled, vectorOf, within } from './readers';
import { rowsOf, SILENT, type TelemetryRow } from './row';
import { packVolts, VEHICLE_ROWS } from './vehicle-rows';
import { WAY_ROWS } from './way-rows';

/**
 * What messages tell of the vehicle, in the pilot's signs and SI units. A new quantity is a line here. Of several messages
 * that tell the same, the one of the least rank counts while it is fresh.
 *
 * Zeros that mean “unknown” without saying so: a position of 0/0, and with it altitude, heading and speeds of exactly 0; the
 * speed of VFR_HUD of a vehicle without a position.
 */
export const TELEMETRY_ROWS: readonly TelemetryRow[] = [
  ...rowsOf('HEARTBEAT', {}, { armed: isArmed }),
  ...rowsOf(
    'ATTITUDE',
    {},
    {
      rollDeg: ({ roll }) => degrees(roll),
      pitchDeg: ({ pitch }) => degrees(pitch),
      yawDeg: ({ yaw }) => degrees(yaw),
    },
  ),
  ...rowsOf(
    'ATTITUDE_QUATERNION',
    { rank: 1 },
    {
      rollDeg: ({ q1, q2, q3, q4 }) => eulerOf(q1, q2, q3, q4)?.roll,
      pitchDeg: ({ q1, q2, q3, q4 }) => eulerOf(q1, q2, q3, q4)?.pitch,
      yawDeg: ({ q1, q2, q3, q4 }) => eulerOf(q1, q2, q3, q4)?.yaw,
    },
  ),
  ...rowsOf(
    'GLOBAL_POSITION_INT',
    {},
    {
      latitudeDeg: (values) => (isPlaced(values) ? within(scaled(values.lat, 1e-7), -90, 90) : undefined),
      longitudeDeg: (values) => (isPlaced(values) ? within(scaled(values.lon, 1e-7), -180, 180) : undefined),
      altitudeM: (values) => (isPlaced(values) || values.relative_alt ? scaled(values.relative_alt, 1e-3) : undefined),
      headingDeg: (values) => (isPlaced(values) || values.hdg ? heading(scaled(values.hdg, 0.01)) : undefined),
      climbRateMps: (values) => (isPlaced(values) || values.vz ? scaled(values.vz, -0.01) : undefined),
      groundSpeedMps: (values) =>
        isPlaced(values) && values.vx !== undefined && values.vy !== undefined
          ? Math.hypot(values.vx, values.vy) / 100
          : undefined,
    },
  ),
  ...rowsOf(
    'GPS_RAW_INT',
    { rank: 1 },
    {
      latitudeDeg: (values) => (hasFix(values) ? within(scaled(values.lat, 1e-7), -90, 90) : undefined),
      longitudeDeg: (values) => (hasFix(values) ? within(scaled(values.lon, 1e-7), -180, 180) : undefined),
      groundSpeedMps: (values) => (hasFix(values) ? scaled(values.vel, 0.01) : undefined),
    },
  ),
  ...rowsOf(
    'GPS_RAW_INT',
    {},
    {
      satellites: ({ satellites_visible }) => satellites_visible,
      fixType: ({ fix_type }) => within(fix_type, 0, 8),
      hdop: ({ eph }) => dilution(eph),
      vdop: ({ epv }) => dilution(epv),
    },
  ),
  ...rowsOf(
    'VFR_HUD',
    { rank: 2 },
    {
      headingDeg: (values, { hasPosition }) => (hasPosition || values.heading ? heading(values.heading) : undefined),
      groundSpeedMps: (values, { hasPosition }) => (hasPosition || values.groundspeed ? values.groundspeed : undefined),
      climbRateMps: (values, { hasPosition }) => (hasPosition || values.climb ? values.climb : undefined),
    },
  ),
  ...rowsOf(
    'VFR_HUD',
    {},
    {
      airspeedMps: (values, { hasPosition }) => (hasPosition || values.airspeed ? values.airspeed : undefined),
      throttlePercent: ({ throttle }) => within(throttle, 0, 100),
    },
  ),
  ...rowsOf('ALTITUDE', { rank: 1 }, { altitudeM: ({ altitude_relative }) => altitude_relative }),
  ...rowsOf(
    'SYS_STATUS',
    {},
    {
      batteryV: ({ voltage_battery }) => (voltage_battery ? voltage_battery / 1000 : undefined),
      batteryA: (values) => (values.voltage_battery ? scaled(values.current_battery, 0.01) : undefined),
      batteryPercent: (values) => (values.voltage_battery ? within(values.battery_remaining, 0, 100) : undefined),
    },
  ),
  ...rowsOf(
    'BATTERY_STATUS',
    { rank: 1 },
    {
      batteryV: ({ id, voltages, voltages_ext }) => (id === 0 ? packVolts([...voltages, ...voltages_ext]) : SILENT),
      batteryA: ({ id, current_battery }) => (id === 0 ? scaled(current_battery, 0.01) : SILENT),
      batteryPercent: ({ id, battery_remaining }) => (id === 0 ? within(battery_remaining, 0, 100) : SILENT),
    },
  ),
  ...rowsOf(
    'HIGHRES_IMU',
    {},
    {
      accelMps2: ({ fields_updated = 0, xacc, yacc, zacc }) =>
        (fields_updated & 7) === 7 ? vectorOf(xacc, yacc, zacc) : SILENT,
      gyroRadps: ({ fields_updated = 0, xgyro, ygyro, zgyro }) =>
        (fields_updated & 56) === 56 ? vectorOf(xgyro, ygyro, zgyro) : SILENT,
    },
  ),
  ...rowsOf(
    'SCALED_IMU',
    { rank: 1 },
    {
      accelMps2: ({ xacc, yacc, zacc }) => vectorOf(xacc, yacc, zacc, MILLI_G),
      gyroRadps: ({ xgyro, ygyro, zgyro }) => vectorOf(xgyro, ygyro, zgyro, 1e-3),
    },
  ),
  // Raw by the standard; ArduPilot sends it in the units of SCALED_IMU.
  ...rowsOf(
    'RAW_IMU',
    { rank: 2 },
    {
      accelMps2: ({ xacc, yacc, zacc }, { autopilot }) =>
        autopilot === AUTOPILOT.ARDUPILOTMEGA ? vectorOf(xacc, yacc, zacc, MILLI_G) : SILENT,
      gyroRadps: ({ xgyro, ygyro, zgyro }, { autopilot }) =>
        autopilot === AUTOPILOT.ARDUPILOTMEGA ? vectorOf(xgyro, ygyro, zgyro, 1e-3) : SILENT,
    },
  ),
  ...rowsOf('RC_CHANNELS', {}, { rcChannelsUs: channelsOf }),
  ...VEHICLE_ROWS,
  ...WAY_ROWS,
  ...PARAMETER_ROWS,
];

interface Placed {
  readonly lat: number | undefined;
  readonly lon: number | undefined;
}

function isPlaced({ lat, lon }: Placed): boolean {
  return lat !== undefined && lon !== undefined && (lat !== 0 || lon !== 0);
}

/** GPS_FIX_TYPE 2 is the first with a position. */
function hasFix({ fix_type = 0, ...place }: Placed & { readonly fix_type: number | undefined }): boolean {
  return fix_type >= 2 && isPlaced(place);
}

/** Those before the first that is not there. */
function channelsOf(values: object): readonly number[] | undefined {
  const count = Math.min(18, Number(Reflect.get(values, 'chancount')) || 0);
  const channels: number[] = [];
  for (let n = 1; n <= count; n++) {
    const width: unknown = Reflect.get(values, `chan${n}_raw`);
    if (typeof width !== 'number') break;
    channels.push(width);
  }
  return channels.some((width) => width !== 0) ? channels : undefined;
}
