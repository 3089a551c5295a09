import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';
import { type Codec, type TaggedValue, u8, u16, u32 } from './bytes/codec';

/** One additional item of a location report: its id and its value. */
interface Item {
  readonly id: number;
  readonly value: Codec<number>;
}

/** Items that are one number (JT/T 808-2019, table 27; JT/T 1078-2016, table 13). */
const ITEMS = {
  /** km × 10. */
  mileage: { id: 0x01, value: u32 },
  /** Litres × 10. */
  fuel: { id: 0x02, value: u16 },
  /** km/h × 10, of the vehicle's own recorder. */
  recorderSpeed: { id: 0x03, value: u16 },
  /** The alarm that somebody has to confirm. */
  manualAlarmEventId: { id: 0x04, value: u16 },
  /** °C; bit 15 is the sign. */
  cabinTemperature: { id: 0x06, value: u16 },
  /** One bit a video alarm, see `videoAlarmKeys`. */
  videoAlarm: { id: 0x14, value: u32 },
  /** One bit a channel, channel 1 first: no signal. */
  videoSignalLost: { id: 0x15, value: u32 },
  /** One bit a channel, channel 1 first: covered. */
  videoCovered: { id: 0x16, value: u32 },
  /** One bit a memory: bits 0..11 main, 12..15 spare. */
  memoryFault: { id: 0x17, value: u16 },
  /** Bits: 0 fatigue, 1 phone, 2 smoking. */
  abnormalDriving: { id: 0x18, value: u16 },
  /** One bit a signal of the vehicle: lights, brakes, horn … */
  vehicleSignals: { id: 0x25, value: u32 },
  /** Bits: 0 deep sleep, 1 sleep. */
  ioStatus: { id: 0x2a, value: u16 },
  /** Low half AD0, high half AD1. */
  analogue: { id: 0x2b, value: u32 },
  signalStrength: { id: 0x30, value: u8 },
  satellites: { id: 0x31, value: u8 },
} as const satisfies Readonly<Record<string, Item>>;

export type AdditionalName = keyof typeof ITEMS;
/** The items that a report has; an absent one was not sent. */
export type Additional = { readonly [K in AdditionalName]?: number };

const BY_ID: ReadonlyMap<number, readonly [string, Codec<number>]> = new Map(
  Object.entries(ITEMS).map(([name, { id, value }]) => [id, [name, value]]),
);

/**
 * Names the items whose value is one number. Unknown ids, and values that are too short, are left out; of a value that is
 * longer than it should be the first bytes count.
 */
export function readAdditional(items: readonly TaggedValue[]): Additional {
  const read: [string, number][] = [];
  for (const { id, value } of items) {
    const known = BY_ID.get(id);
    if (!known) continue;
    const from = new ByteReader(value);
    const number = known[1].read(from);
    if (from.faultAt === undefined) read.push([known[0], number]);
  }
  return Object.fromEntries(read);
}

/** Makes an item to send. */
export function additionalItem(name: AdditionalName, value: number): TaggedValue {
  const to = new ByteWriter();
  ITEMS[name].value.write(to, value);
  return { id: ITEMS[name].id, value: to.finish() };
}
