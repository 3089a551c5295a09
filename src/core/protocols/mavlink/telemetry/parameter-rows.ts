// not shown in this file: the names of parameters, as autopilots have them
import type { MessageValues } from '../messages/table';
import { AUTOPILOT } from '../modes/mode';
import { type Known, rowsOf, SILENT, type TelemetryRow } from './row';

type Parameter = MessageValues<'PARAM_VALUE'>;

const CAPACITY = ['BATT_CAPACITY', 'BAT1_CAPACITY', 'BAT_CAPACITY'];
/** MAV_PARAM_TYPE_REAL32. */
const REAL32 = 9;

/**
 * What of an autopilot's parameters the instruments need, where it sends them: nobody asks it to. 0 and below switch a limit
 * off. ArduPilot's names begin with BATT_, PX4's with BAT.
 */
export const PARAMETER_ROWS: readonly TelemetryRow[] = rowsOf(
  'PARAM_VALUE',
  {},
  {
    batteryCapacityMah: (values, known) => parameter(values, known, CAPACITY),
    batteryLowV: (values, known) => parameter(values, known, ['BATT_LOW_VOLT']),
    batteryCriticalV: (values, known) => parameter(values, known, ['BATT_CRT_VOLT']),
    batteryLowPercent: (values, known) => share(values, known, 'BAT_LOW_THR', 'BATT_LOW_MAH'),
    batteryCriticalPercent: (values, known) => share(values, known, 'BAT_CRIT_THR', 'BATT_CRT_MAH'),
  },
);

/** The capacity that a message tells, mAh; `undefined` where it is about something else or tells none. */
export function capacityIn(values: Parameter, autopilot: number): number | undefined {
  const value = parameter(values, { autopilot }, CAPACITY);
  return value === SILENT ? undefined : value;
}

function parameter(
  values: Parameter,
  { autopilot }: Pick<Known, 'autopilot'>,
  names: readonly string[],
): number | undefined | typeof SILENT {
  const { param_id, param_value, param_type } = values;
  if (!names.includes(param_id)) return SILENT;
  // PX4 writes whole numbers bit by bit into the field, ArduPilot as numbers.
  if (autopilot === AUTOPILOT.PX4 && param_type !== REAL32) return SILENT;
  return param_value !== undefined && param_value > 0 ? param_value : undefined;
}

/** Percent of a share, or of a charge of the whole. */
function share(values: Parameter, known: Known, shareName: string, chargeName: string) {
  const part = parameter(values, known, [shareName]);
  if (part !== SILENT) return percent(part);
  const charge = parameter(values, known, [chargeName]);
  if (charge === SILENT || charge === undefined) return charge;
  return known.capacityMah === undefined ? SILENT : percent(charge / known.capacityMah);
}

function percent(part: number | undefined): number | undefined {
  return part !== undefined && part < 1 ? part * 100 : undefined;
}
