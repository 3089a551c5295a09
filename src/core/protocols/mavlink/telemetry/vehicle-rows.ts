import { modeOf } from '../modes/mode';
import { heading, scaled, vectorOf, within } from './readers';
import { rowsOf, SILENT, type TelemetryRow } from './row';
import { landedStateText, systemStatusText } from './words';

/** MAV_SENSOR_ROTATION_PITCH_270: downwards. */
const DOWN = 25;
/** One cell has less; a pack that tells no cells has its sum in the first. */
const MAX_CELL_MV = 5500;

/** What messages tell beside what a pilot flies by. */
export const VEHICLE_ROWS: readonly TelemetryRow[] = [
  ...rowsOf('HEARTBEAT', {}, { mode: modeOf, systemStatus: ({ system_status }) => systemStatusText(system_status) }),
  ...rowsOf('EXTENDED_SYS_STATE', {}, { landedState: ({ landed_state }) => landedStateText(landed_state) }),
  ...rowsOf('SYS_STATUS', {}, { autopilotPercent: ({ load }) => within(scaled(load || undefined, 0.1), 0, 100) }),
  ...rowsOf(
    'GLOBAL_POSITION_INT',
    {},
    { altitudeSeaM: ({ lat, lon, alt }) => (lat || lon ? scaled(alt, 1e-3) : undefined) },
  ),
  ...rowsOf('ALTITUDE', { rank: 1 }, { altitudeSeaM: ({ altitude_amsl }) => altitude_amsl }),
  ...rowsOf('RANGEFINDER', {}, { rangeM: ({ distance }) => distance }),
  ...rowsOf(
    'DISTANCE_SENSOR',
    { rank: 1 },
    {
      rangeM: ({ orientation, current_distance, min_distance = 0, max_distance = 0 }) =>
        orientation === DOWN ? scaled(within(current_distance, min_distance, max_distance), 0.01) : SILENT,
    },
  ),
  ...rowsOf(
    'GPS_RAW_INT',
    {},
    { horizontalErrorM: ({ h_acc }) => scaled(h_acc, 1e-3), verticalErrorM: ({ v_acc }) => scaled(v_acc, 1e-3) },
  ),
  ...rowsOf(
    'ESTIMATOR_STATUS',
    { rank: 1 },
    {
      horizontalErrorM: ({ pos_horiz_accuracy }) => pos_horiz_accuracy,
      verticalErrorM: ({ pos_vert_accuracy }) => pos_vert_accuracy,
    },
  ),
  ...rowsOf(
    'GPS2_RAW',
    {},
    { satellites2: ({ satellites_visible }) => satellites_visible, fixType2: ({ fix_type }) => within(fix_type, 0, 8) },
  ),
  ...rowsOf(
    'HOME_POSITION',
    {},
    {
      homeLatitudeDeg: ({ latitude, longitude }) => (latitude || longitude ? scaled(latitude, 1e-7) : undefined),
      homeLongitudeDeg: ({ latitude, longitude }) => (latitude || longitude ? scaled(longitude, 1e-7) : undefined),
      homeAltitudeSeaM: ({ latitude, longitude, altitude }) =>
        latitude || longitude ? scaled(altitude, 1e-3) : undefined,
    },
  ),
  ...rowsOf('WIND', {}, { windFromDeg: ({ direction }) => heading(direction), windSpeedMps: ({ speed }) => speed }),
  // Where the wind goes, north and east.
  ...rowsOf(
    'WIND_COV',
    { rank: 1 },
    {
      windFromDeg: ({ wind_x: x, wind_y: y }) =>
        x === undefined || y === undefined ? undefined : heading((Math.atan2(-y, -x) * 180) / Math.PI),
      windSpeedMps: ({ wind_x: x, wind_y: y }) => (x === undefined || y === undefined ? undefined : Math.hypot(x, y)),
    },
  ),
  ...rowsOf(
    'SCALED_PRESSURE',
    {},
    {
      pressureHpa: ({ press_abs }) => press_abs || undefined,
      airTempC: ({ temperature }) => scaled(temperature, 0.01),
    },
  ),
  ...rowsOf(
    'BATTERY_STATUS',
    {},
    {
      batteryUsedMah: ({ id, current_consumed }) => (id === 0 ? current_consumed : SILENT),
      batteryTempC: ({ id, temperature }) => (id === 0 ? scaled(temperature, 0.01) : SILENT),
      cellsV: ({ id, voltages, voltages_ext }) => (id === 0 ? cellsOf([...voltages, ...voltages_ext]) : SILENT),
      battery2V: ({ id, voltages, voltages_ext }) => (id === 1 ? packVolts([...voltages, ...voltages_ext]) : SILENT),
      battery2A: ({ id, current_battery }) => (id === 1 ? scaled(current_battery, 0.01) : SILENT),
      battery2Percent: ({ id, battery_remaining }) => (id === 1 ? within(battery_remaining, 0, 100) : SILENT),
    },
  ),
  ...rowsOf(
    'ESC_STATUS',
    {},
    {
      escRpm: ({ index, rpm }) => (index === 0 ? known(rpm, 1) : SILENT),
      escA: ({ index, current }) => (index === 0 ? known(current, 1) : SILENT),
      escV: ({ index, voltage }) => (index === 0 ? known(voltage, 1) : SILENT),
    },
  ),
  ...rowsOf(
    'ESC_INFO',
    {},
    { escTempC: ({ index, temperature }) => (index === 0 ? known(temperature, 0.01) : SILENT) },
  ),
  ...rowsOf(
    'VIBRATION',
    {},
    {
      vibrationMps2: ({ vibration_x, vibration_y, vibration_z }) => vectorOf(vibration_x, vibration_y, vibration_z),
    },
  ),
  ...rowsOf(
    'EKF_STATUS_REPORT',
    {},
    {
      velocityVariance: ({ velocity_variance }) => velocity_variance,
      positionVariance: ({ pos_horiz_variance }) => pos_horiz_variance,
      heightVariance: ({ pos_vert_variance }) => pos_vert_variance,
      compassVariance: ({ compass_variance }) => compass_variance,
    },
  ),
];

/** Volts of a pack by its cells in mV. */
export function packVolts(cells: readonly (number | undefined)[]): number | undefined {
  const sum = cells.reduce<number>((all, mV) => all + (mV ?? 0), 0);
  return sum > 0 ? sum / 1000 : undefined;
}

function cellsOf(cells: readonly (number | undefined)[]): readonly number[] | undefined {
  return cells.some((mV) => mV !== undefined && mV > MAX_CELL_MV) ? undefined : known(cells, 1e-3);
}

/** Those before the first that is not there. */
function known(values: readonly (number | undefined)[], factor: number): readonly number[] | undefined {
  const end = values.indexOf(undefined);
  const there = (end === -1 ? values : values.slice(0, end)).map((value) => (value ?? 0) * factor);
  return there.length > 0 ? there : undefined;
}
