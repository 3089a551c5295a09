/**
 * Writes DER (ITU-T X.690): the few types that a certificate needs. Nothing here reads DER; Node and OpenSSL do, also in
 * the tests.
 */
const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, utf8: 0x0c, utcTime: 0x17, time: 0x18 };
const SEQUENCE = 0x30;
const SET = 0x31;

/** One value: tag, length, contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return der(SEQUENCE, ...items);
}

export function set(...items: readonly Uint8Array[]): Buffer {
  return der(SET, ...items);
}

/** A non-negative integer, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return der(TAG.integer, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return der(TAG.bitString, Buffer.from([unusedBits]), bytes);
}

export function octetString(bytes: Uint8Array): Buffer {
  return der(TAG.octetString, bytes);
}

export function utf8String(text: string): Buffer {
  return der(TAG.utf8, Buffer.from(text, 'utf8'));
}

/** An object identifier in dots: `2.5.4.3` (X.690, 8.19). */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A time as certificates want it: two digits of the year up to 2049 (RFC 5280, 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = `${date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '')}`;
  const isShort = date.getUTCFullYear() < 2050;
  return der(isShort ? TAG.utcTime : TAG.time, Buffer.from(isShort ? digits.slice(2) : digits, 'ascii'));
}

/** A context tag with a complete value inside. */
export function explicit(number: number, content: Uint8Array): Buffer {
  return der(0xa0 | number, content);
}

/** A context tag in the place of a primitive value's own. */
export function implicit(number: number, content: Uint8Array): Buffer {
  return der(0x80 | number, content);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}
