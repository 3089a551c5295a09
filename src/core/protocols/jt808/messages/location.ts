import { bcdTime } from '../bytes/bcd';
import { ByteReader } from '../bytes/byte-reader';
import { ByteWriter } from '../bytes/byte-writer';
import { type Codec, readItems, type TaggedValue, table, tagged, u8, u16, u32 } from '../bytes/codec';

/** Bits of `status` (8.18, table 24). */
export const STATUS = { acc: 1 << 0, positioned: 1 << 1, south: 1 << 2, west: 1 << 3 } as const;

/** What every report has, in so many bytes. */
export interface BasicLocation {
  /** One bit an alarm, see `alarmKeys`. */
  readonly alarmFlag: number;
  /** Bits as in `STATUS`, and more. */
  readonly status: number;
  /** Degrees × 10⁶, without sign: `STATUS.south` and `STATUS.west` have it. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres above the sea. */
  readonly altitude: number;
  /** km/h × 10. */
  readonly speed: number;
  /** Degrees clockwise from north, 0..359. */
  readonly direction: number;
  /** `YYMMDDhhmmss`, GMT+8. */
  readonly time: string;
}

/** 0x0200: where a vehicle is (8.18). */
export interface Location extends BasicLocation {
  /** Additional items in the order they came, unread: see `readAdditional`. */
  readonly additional: readonly TaggedValue[];
}

export const BASIC_LOCATION_BYTES = 28;

export const basicLocation = table({
  alarmFlag: u32,
  status: u32,
  latitude: u32,
  longitude: u32,
  altitude: u16,
  speed: u16,
  direction: u16,
  time: bcdTime,
});

const item = tagged(u8);

/** Vendors end their reports with whatever they like: what is no whole item stays in the reader, for `extra`. */
export const location: Codec<Location> = {
  read: (from) => {
    const fields = basicLocation.read(from);
    const additional: TaggedValue[] = [];
    while (wholeItemAhead(from)) additional.push(item.read(from));
    return { ...fields, additional };
  },
  write: (to, body) => {
    basicLocation.write(to, body);
    for (const one of body.additional) item.write(to, one);
  },
};

function wholeItemAhead(from: ByteReader): boolean {
  const length = from.peek(1);
  return length !== undefined && from.remaining >= 2 + length;
}

/** One report of a batch. */
export interface BatchedLocation extends Location {
  /** What stood behind its last whole item. A view of the message. */
  readonly extra?: Uint8Array;
}

/** A report with its length in front. */
const batched: Codec<BatchedLocation> = {
  read: (from) => {
    const length = from.u16();
    const report = new ByteReader(from.bytes(length));
    const fields = location.read(report);
    if (report.faultAt !== undefined) from.fail();
    const extra = report.bytes(report.remaining);
    return extra.length > 0 ? { ...fields, extra } : fields;
  },
  write: (to, body) => {
    const report = new ByteWriter();
    location.write(report, body);
    if (body.extra) report.bytes(body.extra);
    const bytes = report.finish();
    to.u16(bytes.length);
    to.bytes(bytes);
  },
};

/** 0x0704: reports that could not be sent when they were made, or that were saved up (8.49). */
export const locationBatch: Codec<{
  /** 0 saved up, 1 from where there was no network. */
  readonly type: number;
  readonly locations: readonly BatchedLocation[];
}> = {
  read: (from) => {
    const count = from.u16();
    const type = from.u8();
    return { type, locations: readItems(from, count, batched) };
  },
  write: (to, { type, locations }) => {
    to.u16(locations.length);
    to.u8(type);
    for (const one of locations) batched.write(to, one);
  },
};
