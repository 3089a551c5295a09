import type { Codec } from './codec';

/** The terminals' time zone: all times of the standard are GMT+8. */
const OFFSET_MS = 8 * 3600_000;

/**
 * Digits, two in a byte, first digit first. A half byte that is no digit reads as `a`..`f`, so that nothing is lost.
 *
 * @param width bytes
 */
export function bcd(width: number): Codec<string> {
  return {
    read: (from) => digitsOf(from.bytes(width)),
    write: (to, digits) => {
      const padded = digits.slice(-2 * width).padStart(2 * width, '0');
      for (let at = 0; at < padded.length; at += 2) to.u8(Number.parseInt(padded.slice(at, at + 2), 16) || 0);
    },
  };
}

/** BCD[6] `YYMMDDhhmmss`, GMT+8. Kept as its 12 digits: all zeros mean “any” in questions, and a clock may be wrong. */
export const bcdTime: Codec<string> = bcd(6);

/** @returns ms since 1970 UTC; `undefined` where the digits are no time, all zeros among them. */
export function unixMsOfBcdTime(digits: string): number | undefined {
  if (!/^\d{12}$/.test(digits)) return undefined;
  const field = (at: number) => Number(digits.slice(at, at + 2));
  const [month, day, hour, minute, second] = [field(2), field(4), field(6), field(8), field(10)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(2000 + field(0), month - 1, day, hour, minute, second));
  if (month < 1 || month > 12 || date.getUTCDate() !== day || date.getUTCMonth() !== month - 1) return undefined;
  return date.getTime() - OFFSET_MS;
}

/** @param unixMs ms since 1970 UTC, of the years 2000 to 2099 */
export function bcdTimeOf(unixMs: number): string {
  const iso = new Date(unixMs + OFFSET_MS).toISOString();
  return iso.slice(2, 19).replaceAll(/[-T:]/g, '');
}

/**
 * The phone number that names a terminal, without the zeros in front: 2013 fills it up to 12 digits, 2019 to 20, and the
 * packets of JT/T 1078 to 12 or 20.
 */
export function phoneName(phone: string): string {
  return phone.replace(/^0+(?=.)/, '');
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function digitsOf(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += HEX[byte]!;
  return digits;
}
