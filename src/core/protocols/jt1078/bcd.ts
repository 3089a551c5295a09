/** Each byte as two hexadecimal digits, which of BCD are its decimal ones. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The digits of `from`..`to`, two a byte. A half byte that is no digit is `a`..`f`, as in 808: real terminals have such. */
export function bcdDigits(bytes: Uint8Array, from: number, to: number): string {
  let digits = '';
  for (let at = from; at < to; at++) digits += HEX[bytes[at]!];
  return digits;
}

/** Writes digits into `count` bytes: zeros in front of too few; of too many the last ones. */
export function writeBcd(bytes: Uint8Array, at: number, count: number, digits: string): void {
  const padded = digits.padStart(count * 2, '0').slice(-count * 2);
  for (let i = 0; i < count; i++) bytes[at + i] = Number.parseInt(padded.slice(i * 2, i * 2 + 2), 16);
}
