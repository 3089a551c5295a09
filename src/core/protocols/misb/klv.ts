/** A length, or a tag, as it was read, and where what follows begins. */
interface Read {
  readonly value: number;
  readonly next: number;
}

/** A length of BER (SMPTE ST 336): short, or long in up to four bytes. @returns `undefined` of another, or one that is not all there */
export function readBerLength(bytes: Uint8Array, at: number): Read | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, next: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) return undefined;
  let value = 0;
  for (let n = 0; n < count; n++) value = value * 256 + bytes[at + 1 + n]!;
  return { value, next: at + 1 + count };
}

/** A tag of BER-OID: seven bits a byte, the first bit says that more follow. @returns `undefined` of one beyond two bytes: there is none */
export function readBerOid(bytes: Uint8Array, at: number): Read | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, next: at + 1 };
  const second = bytes[at + 1];
  if (second === undefined || second >= 0x80) return undefined;
  return { value: (first & 0x7f) * 128 + second, next: at + 2 };
}
