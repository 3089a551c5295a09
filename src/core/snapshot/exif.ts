import type { SnapshotFacts } from './facts';

/** Exif 2.32 (CIPA DC-008), 4.6.2: how a field's bytes are to be read. */
const TYPE = { byte: 1, ascii: 2, long: 4, rational: 5 } as const;
const TIFF_HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/**
 * Exif of a snapshot: time, maker, and where the vehicle was. Big-endian TIFF, as a PNG's `eXIf` chunk holds it and a JPEG's
 * APP1 behind `Exif\0\0`. Tags and their order are Exif 2.32's, tables 3 to 15.
 */
export function exifOf(facts: SnapshotFacts): Uint8Array {
  const { date, offset } = times(facts.takenMs);
  const gps = gpsFields(facts);
  const exif = [ascii(0x9003, date), ascii(0x9011, offset), ascii(0x9291, milliseconds(facts.takenMs))];
  const image = [ascii(0x010e, facts.stream), ascii(0x0131, facts.software), ascii(0x0132, date)];
  const pointers = [0x8769, ...(gps.length > 0 ? [0x8825] : [])];

  const imageAt = TIFF_HEADER_BYTES;
  const exifAt = imageAt + sizeOf([...image, ...pointers.map((tag) => long(tag, 0))]);
  const gpsAt = exifAt + sizeOf(exif);
  const places = [exifAt, gpsAt];
  const whole = new Uint8Array(gpsAt + (gps.length > 0 ? sizeOf(gps) : 0));
  whole.set([0x4d, 0x4d, 0, 42, 0, 0, 0, TIFF_HEADER_BYTES]);
  writeDirectory(whole, imageAt, [...image, ...pointers.map((tag, index) => long(tag, places[index] ?? 0))]);
  writeDirectory(whole, exifAt, exif);
  if (gps.length > 0) writeDirectory(whole, gpsAt, gps);
  return whole;
}

function gpsFields({ telemetry = {}, takenMs }: SnapshotFacts): Field[] {
  const { latitudeDeg, longitudeDeg, headingDeg, groundSpeedMps, hdop } = telemetry;
  if (latitudeDeg === undefined || longitudeDeg === undefined) return [];
  const at = new Date(takenMs);
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const day = at.toISOString().slice(0, 10).replaceAll('-', ':');
  return [
    { tag: 0, type: TYPE.byte, count: 4, bytes: Uint8Array.of(2, 3, 0, 0) },
    ascii(1, latitudeDeg < 0 ? 'S' : 'N'),
    rationals(2, degreesMinutesSeconds(latitudeDeg)),
    ascii(3, longitudeDeg < 0 ? 'W' : 'E'),
    rationals(4, degreesMinutesSeconds(longitudeDeg)),
    // Above home, and not above the sea, which is what tag 6 means: so it goes to XMP alone.
    rationals(
      7,
      time.map((value) => [value, 1] as const),
    ),
    ...(hdop === undefined || hdop < 0 ? [] : [rationals(11, [[Math.round(hdop * 100), 100]])]),
    ...(groundSpeedMps === undefined || groundSpeedMps < 0
      ? []
      : [ascii(12, 'K'), rationals(13, [[Math.round(groundSpeedMps * 360), 100]])]),
    ...(headingDeg === undefined ? [] : [ascii(16, 'T'), rationals(17, [[Math.round(headingDeg * 100), 100]])]),
    ascii(29, day),
  ];
}

/** Seconds to four digits: 3 mm. */
function degreesMinutesSeconds(degrees: number): readonly (readonly [number, number])[] {
  const total = Math.round(Math.abs(degrees) * 3600 * 10_000);
  const seconds = total % (60 * 10_000);
  const minutes = Math.floor(total / (60 * 10_000));
  return [
    [Math.floor(minutes / 60), 1],
    [minutes % 60, 1],
    [seconds, 10_000],
  ];
}

function times(takenMs: number): { readonly date: string; readonly offset: string } {
  const iso = new Date(takenMs).toISOString();
  return { date: `${iso.slice(0, 10).replaceAll('-', ':')} ${iso.slice(11, 19)}`, offset: '+00:00' };
}

function milliseconds(takenMs: number): string {
  return String(Math.floor(takenMs) % 1000).padStart(3, '0');
}

/** ASCII with its NUL; Exif knows no other letters here, so others become `?`. */
function ascii(tag: number, text: string): Field {
  const bytes = Uint8Array.from(`${text.replace(/[^\x20-\x7e]/g, '?')}\0`, (letter) => letter.charCodeAt(0));
  return { tag, type: TYPE.ascii, count: bytes.length, bytes };
}

function long(tag: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return { tag, type: TYPE.long, count: 1, bytes };
}

function rationals(tag: number, values: readonly (readonly [number, number])[]): Field {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach(([numerator, denominator], index) => {
    view.setUint32(index * 8, numerator);
    view.setUint32(index * 8 + 4, denominator);
  });
  return { tag, type: TYPE.rational, count: values.length, bytes };
}

function sizeOf(fields: readonly Field[]): number {
  return 2 + fields.length * ENTRY_BYTES + 4 + fields.reduce((bytes, field) => bytes + besideBytes(field), 0);
}

/** Values of up to four bytes stand in their entry; longer ones beside, at even offsets. */
function besideBytes({ bytes }: Field): number {
  return bytes.length <= 4 ? 0 : bytes.length + (bytes.length % 2);
}

function writeDirectory(whole: Uint8Array, at: number, fields: readonly Field[]): void {
  const view = new DataView(whole.buffer);
  view.setUint16(at, fields.length);
  let beside = at + 2 + fields.length * ENTRY_BYTES + 4;
  fields.forEach((field, index) => {
    const entry = at + 2 + index * ENTRY_BYTES;
    view.setUint16(entry, field.tag);
    view.setUint16(entry + 2, field.type);
    view.setUint32(entry + 4, field.count);
    if (field.bytes.length <= 4) {
      whole.set(field.bytes, entry + 8);
      return;
    }
    view.setUint32(entry + 8, beside);
    whole.set(field.bytes, beside);
    beside += besideBytes(field);
  });
}
