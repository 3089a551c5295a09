import { ByteReader } from './bytes/byte-reader';
import { type TaggedValue, table, u8, u16, u32 } from './bytes/codec';

/** `kind` of a place that an alarm is about: the index is the code (JT/T 808-2019, tables 28 and 29). */
export const AREA_KINDS = ['none', 'circle', 'rectangle', 'polygon', 'route'] as const;

/** Of item 0x11: too fast, and where. */
export interface OverspeedPlace {
  readonly kind: number;
  /** Of the area or route; absent of kind 0. */
  readonly areaId?: number;
}

const areaAlarm = table({
  kind: u8,
  areaId: u32,
  /** 0 into it, 1 out of it. */
  direction: u8,
});
const routeTime = table({
  routeId: u32,
  /** Seconds. */
  seconds: u16,
  /** 0 not enough, 1 too long. */
  result: u8,
});

/** What the alarms about places say beside their bits; absent where a report has no such item, or a broken one. */
export interface PlaceAlarms {
  readonly overspeed?: OverspeedPlace;
  readonly area?: ReturnType<typeof areaAlarm.read>;
  readonly routeTime?: ReturnType<typeof routeTime.read>;
}

/** Reads items 0x11, 0x12 and 0x13 of a location report. */
export function readPlaceAlarms(items: readonly TaggedValue[]): PlaceAlarms {
  const read: { -readonly [K in keyof PlaceAlarms]: PlaceAlarms[K] } = {};
  for (const { id, value } of items) {
    const from = new ByteReader(value);
    if (id === 0x11) {
      const kind = from.u8();
      const overspeed = kind === 0 ? { kind } : { kind, areaId: from.u32() };
      if (from.faultAt === undefined) read.overspeed = overspeed;
    } else if (id === 0x12) {
      const area = areaAlarm.read(from);
      if (from.faultAt === undefined) read.area = area;
    } else if (id === 0x13) {
      const time = routeTime.read(from);
      if (from.faultAt === undefined) read.routeTime = time;
    }
  }
  return read;
}
