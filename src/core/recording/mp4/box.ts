/** Big-endian bytes of each value in turn. */
export const u8 = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
export const u16 = (...values: readonly number[]): Uint8Array => integers(values, 2);
export const u32 = (...values: readonly number[]): Uint8Array => integers(values, 4);

/** A whole number up to 2^53, in eight bytes. */
export const u64 = (value: number): Uint8Array => u32(Math.floor(value / 2 ** 32), value % 2 ** 32);

/** A string's characters up to U+00FF, a byte each; box types are made of these. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function integers(values: readonly number[], size: 2 | 4): Uint8Array {
  const out = new Uint8Array(values.length * size);
  const view = new DataView(out.buffer);
  for (const [i, value] of values.entries()) {
    if (size === 2) view.setUint16(i * 2, value);
    else view.setUint32(i * 4, value);
  }
  return out;
}

/** Byte arrays one behind the other, in one new array. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A box (ISO/IEC 14496-12, 4.2) of under 4 GiB. @param type four characters */
export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  return concatenate([u32(size), latin1(type), ...parts]);
}

/** A box that begins with its version and flags. */
export function fullBox(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return box(type, u32(version * 2 ** 24 + flags), ...parts);
}
