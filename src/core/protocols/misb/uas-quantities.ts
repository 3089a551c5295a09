import type { KeyOf } from '../../telemetry/quantities';
import type { UasItems } from './uas-local-set';

/** How an item's value is written (MISB ST 0601, 8): an integer of so many bytes, laid on a range. */
interface Mapping {
  readonly tag: number;
  readonly bytes: 1 | 2 | 4 | 8;
  readonly isSigned?: true;
  /** What the least and the largest integer stand for; absent: the integer is the value. Of a signed one, ± this. */
  readonly range?: readonly [least: number, most: number];
}

/** A quantity, and the items that may have it, the best first. */
interface Row {
  readonly key: KeyOf<'number'>;
  readonly items: readonly Mapping[];
}

/** ±`most` in so many bytes; the least integer of all says that the value is out of range or wrong. */
const signed = (tag: number, bytes: 2 | 4, most: number): Mapping => ({
  tag,
  bytes,
  isSigned: true,
  range: [-most, most],
});
const unsigned = (tag: number, bytes: 1 | 2 | 4, least: number, most: number): Mapping => ({
  tag,
  bytes,
  range: [least, most],
});
/** Heights of 16 bits. */
const height = (tag: number) => unsigned(tag, 2, -900, 19_000);

const ROWS: readonly Row[] = [
  // Precision Time Stamp.
  { key: 'hostTimeUs', items: [{ tag: 2, bytes: 8 }] },
  // Platform Heading, Pitch (full before ±20°), Roll (full before ±50°).
  { key: 'headingDeg', items: [unsigned(5, 2, 0, 360)] },
  { key: 'pitchDeg', items: [signed(90, 4, 90), signed(6, 2, 20)] },
  { key: 'rollDeg', items: [signed(91, 4, 90), signed(7, 2, 50)] },
  // Platform Indicated Airspeed, else True Airspeed; Ground Speed; Vertical Speed.
  {
    key: 'airspeedMps',
    items: [
      { tag: 9, bytes: 1 },
      { tag: 8, bytes: 1 },
    ],
  },
  { key: 'groundSpeedMps', items: [{ tag: 56, bytes: 1 }] },
  { key: 'climbRateMps', items: [signed(51, 2, 180)] },
  // Sensor Latitude, Longitude, True Altitude.
  { key: 'latitudeDeg', items: [signed(13, 4, 90)] },
  { key: 'longitudeDeg', items: [signed(14, 4, 180)] },
  { key: 'altitudeSeaM', items: [height(15)] },
  // Wind Direction, Wind Speed; Static Pressure in mbar, which is hPa; Outside Air Temperature.
  { key: 'windFromDeg', items: [unsigned(35, 2, 0, 360)] },
  { key: 'windSpeedMps', items: [unsigned(36, 1, 0, 100)] },
  { key: 'pressureHpa', items: [unsigned(37, 2, 0, 5000)] },
  { key: 'airTempC', items: [{ tag: 39, bytes: 1, isSigned: true }] },
  // Sensor Relative Azimuth, Elevation, Roll; Horizontal and Vertical Field of View.
  { key: 'cameraAzimuthDeg', items: [unsigned(18, 4, 0, 360)] },
  { key: 'cameraElevationDeg', items: [signed(19, 4, 180)] },
  { key: 'cameraRollDeg', items: [unsigned(20, 4, 0, 360)] },
  { key: 'fieldOfViewDeg', items: [unsigned(16, 2, 0, 180)] },
  { key: 'fieldOfViewVerticalDeg', items: [unsigned(17, 2, 0, 180)] },
  // Frame Center Latitude, Longitude, Elevation; Slant Range.
  { key: 'frameCentreLatitudeDeg', items: [signed(23, 4, 90)] },
  { key: 'frameCentreLongitudeDeg', items: [signed(24, 4, 180)] },
  { key: 'frameCentreAltitudeSeaM', items: [height(25)] },
  { key: 'slantRangeM', items: [unsigned(21, 4, 0, 5_000_000)] },
];

/** What a set says, by the keys of the catalogue; what it leaves out, or calls wrong, is absent. */
export function quantitiesOf(items: UasItems): ReadonlyMap<KeyOf<'number'>, number> {
  const values = new Map<KeyOf<'number'>, number>();
  for (const { key, items: mappings } of ROWS) {
    for (const mapping of mappings) {
      const value = itemValue(items.get(mapping.tag), mapping);
      if (value === undefined) continue;
      values.set(key, value);
      break;
    }
  }
  // 360° is 0°.
  for (const key of ['headingDeg', 'windFromDeg', 'cameraAzimuthDeg'] as const)
    if (values.get(key) === 360) values.set(key, 0);
  return values;
}

/** @returns `undefined` where there is none, of another length, or that says of itself that it is none */
function itemValue(item: Uint8Array | undefined, { bytes, isSigned, range }: Mapping): number | undefined {
  if (item?.length !== bytes) return undefined;
  let value = 0;
  for (const byte of item) value = value * 256 + byte;
  const span = 2 ** (8 * bytes);
  if (isSigned && value >= span / 2) value -= span;
  // Beyond what a number holds is no time.
  if (!range) return Number.isSafeInteger(value) ? value : undefined;
  const [least, most] = range;
  if (!isSigned) return least + (value / (span - 1)) * (most - least);
  return value === -span / 2 ? undefined : (value / (span / 2 - 1)) * most;
}
