import { bcdTime, unixMsOfBcdTime } from './bytes/bcd';
import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';
import { counted, fixedBytes, type TaggedValue, table, u8, u16, u32 } from './bytes/codec';
import { type AlarmId, formOf, LONG_FORM, SHORT_FORM } from './messages/alarm-id';

/** Systems of active safety, by the id of their item in a location report (T/JSATL 12-2017, 4.3). */
export const SAFETY_SYSTEMS = { 100: 'adas', 101: 'dsm', 102: 'tpms', 103: 'bsd' } as const;
export type SafetySystem = (typeof SAFETY_SYSTEMS)[keyof typeof SAFETY_SYSTEMS];

/** What `type` of an alarm means; the catalogue of texts has each under `alarm.`. */
export const SAFETY_ALARMS = {
  adas: {
    1: 'forwardCollision',
    2: 'laneDeparture',
    3: 'headway',
    4: 'pedestrianCollision',
    5: 'frequentLaneChange',
    6: 'roadSignLimit',
    7: 'obstacle',
    16: 'roadSignSeen',
    17: 'snapshot',
    18: 'solidLineChange',
    19: 'aisleIntrusion',
  },
  dsm: {
    1: 'driverFatigue',
    2: 'driverPhone',
    3: 'driverSmoking',
    4: 'driverDistracted',
    5: 'driverAbnormal',
    6: 'driverCameraCovered',
    8: 'driverTooLong',
    10: 'seatBelt',
    11: 'infraredBlocked',
    12: 'handsOff',
    13: 'driverPlaysPhone',
    16: 'driverSnapshot',
    17: 'driverChanged',
  },
  tpms: {},
  bsd: { 1: 'rearApproach', 2: 'leftRearApproach', 3: 'rightRearApproach' },
} as const satisfies Readonly<Record<SafetySystem, Readonly<Record<number, string>>>>;

/** Bits of a tyre's `alarm`, bit 1 first: bit 0 is a report that nothing is wrong. */
export const TYRE_ALARMS = [
  'tyrePressureHigh',
  'tyrePressureLow',
  'tyreHot',
  'tyreSensor',
  'tyreUnbalanced',
  'tyreLeak',
  'tyreBatteryLow',
] as const;

/** One alarm of active safety. */
export interface SafetyAlarm {
  readonly system: SafetySystem;
  /** As the terminal counts them. */
  readonly alarmNumber: number;
  /** 0 has neither, 1 begins, 2 ends. */
  readonly flag: number;
  /** Keys under `alarm.` in the catalogue; empty for codes of vendors' own. */
  readonly keys: readonly string[];
  /** As it came; 0 for tyres. */
  readonly type: number;
  /** 1 or 2; 0 where it has none. */
  readonly level: number;
  /** km/h. */
  readonly speed: number;
  /** Metres. */
  readonly altitude: number;
  /** Degrees × 10⁶. */
  readonly latitude: number;
  readonly longitude: number;
  /** `YYMMDDhhmmss`, GMT+8. */
  readonly time: string;
  /** Bits of the vehicle: 0 ignition, 1 left and 2 right turn light, 3 wiper, 4 brake, 5 card, 10 positioned. */
  readonly vehicleStatus: number;
  /** What names it when its files are asked for. */
  readonly id: AlarmId;
}

const place = table({
  speed: u8,
  altitude: u16,
  latitude: u32,
  longitude: u32,
  time: bcdTime,
  vehicleStatus: u16,
});
const start = table({ alarmNumber: u32, flag: u8 });
const typed = table({ type: u8, level: u8 });
const tyres = counted(u8, table({ position: u8, alarm: u16, pressure: u16, temperature: u16, battery: u16 }));

/** What stands between type and place: of ADAS the car in front and signs, of DSM how tired the driver is. */
const DETAIL_BYTES = { adas: 5, dsm: 5 } as const;

/** Reads an item of active safety; `undefined` for other ids, and for values that are too short. */
export function readSafetyAlarm({ id, value }: TaggedValue): SafetyAlarm | undefined {
  const system = (SAFETY_SYSTEMS as Readonly<Record<number, SafetySystem>>)[id];
  if (system === undefined) return undefined;
  const from = new ByteReader(value);
  const began = start.read(from);
  const kind = readKind(system, from);
  const at = place.read(from);
  const name = readId(system, from);
  const keys = system === 'tpms' ? tyreKeys(from) : keysOf(system, kind.type);
  return from.faultAt === undefined ? { system, ...began, ...kind, ...at, keys, id: name } : undefined;
}

/** Every one of a report's items that is an alarm of active safety. */
export function readSafetyAlarms(items: readonly TaggedValue[]): SafetyAlarm[] {
  return items.flatMap((item) => readSafetyAlarm(item) ?? []);
}

/** Makes an item of ADAS, DSM or BSD to send; details that are not in `SafetyAlarm` are zeros. */
export function safetyAlarmItem(
  alarm: Omit<SafetyAlarm, 'keys'> & { readonly system: 'adas' | 'dsm' | 'bsd' },
): TaggedValue {
  const to = new ByteWriter();
  start.write(to, alarm);
  if (alarm.system === 'bsd') to.u8(alarm.type);
  else {
    typed.write(to, alarm);
    fixedBytes(DETAIL_BYTES[alarm.system]).write(to, new Uint8Array(0));
  }
  place.write(to, alarm);
  formOf(alarm.id).codec.write(to, alarm.id);
  const id = Object.entries(SAFETY_SYSTEMS).find(([, system]) => system === alarm.system)![0];
  return { id: Number(id), value: to.finish() };
}

/** When it was, ms since 1970; `undefined` where its time is none. */
export function alarmTimeMs({ time, id }: Pick<SafetyAlarm, 'time' | 'id'>): number | undefined {
  return unixMsOfBcdTime(time) ?? unixMsOfBcdTime(id.time);
}

function readKind(system: SafetySystem, from: ByteReader): { readonly type: number; readonly level: number } {
  if (system === 'tpms') return { type: 0, level: 0 };
  if (system === 'bsd') return { type: from.u8(), level: 0 };
  const kind = typed.read(from);
  from.bytes(DETAIL_BYTES[system]);
  return kind;
}

/** Its form is told by what is left: of tyres by how many there then are. */
function readId(system: SafetySystem, from: ByteReader): AlarmId {
  return (isLong(system, from) ? LONG_FORM : SHORT_FORM).codec.read(from);
}

const TYRE_BYTES = 9;

function isLong(system: SafetySystem, from: ByteReader): boolean {
  if (from.remaining < LONG_FORM.bytes) return false;
  if (system !== 'tpms') return true;
  const isShort = from.peek(SHORT_FORM.bytes)! * TYRE_BYTES === from.remaining - SHORT_FORM.bytes - 1;
  return !isShort && from.peek(LONG_FORM.bytes) !== undefined;
}

function keysOf(system: SafetySystem, type: number): string[] {
  const key = (SAFETY_ALARMS[system] as Readonly<Record<number, string>>)[type];
  return key === undefined ? [] : [key];
}

function tyreKeys(from: ByteReader): string[] {
  const bits = tyres.read(from).reduce((all, { alarm }) => all | alarm, 0);
  return TYRE_ALARMS.filter((_, at) => (bits >>> (at + 1)) & 1);
}
