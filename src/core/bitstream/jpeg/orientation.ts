/**
 * How a stored picture is to be turned before it is seen (Exif 2.32, 4.6.4, Orientation): 1 as it is, 3 by half a turn, 6 by
 * a quarter clockwise, 8 counter-clockwise; 2, 4, 5 and 7 are mirrored. From 5 on its sides change places.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const AS_STORED: Orientation = 1;

const ORIENTATION = 0x0112;
const TYPE_SHORT = 3;
const ENTRY_BYTES = 12;
/** "Exif" and two zeros, in front of a TIFF header (4.7.2). */
const HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Width and height as they are seen. */
export function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5;
}

export function isOrientation(value: number): value is Orientation {
  return Number.isInteger(value) && value >= 1 && value <= 8;
}

/**
 * The orientation that an APP1 segment's Exif tells, in its first directory.
 *
 * @param segment behind its length
 * @returns `undefined` where it is no Exif, or says nothing that can be read
 */
export function readOrientation(segment: Uint8Array): Orientation | undefined {
  if (HEAD.some((byte, at) => segment[at] !== byte)) return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + HEAD.length, segment.length - HEAD.length);
  if (tiff.byteLength < 8) return undefined;
  const order = tiff.getUint16(0);
  const isLittle = order === 0x4949;
  if ((!isLittle && order !== 0x4d4d) || tiff.getUint16(2, isLittle) !== 42) return undefined;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  const last = directory + 2 + tiff.getUint16(directory, isLittle) * ENTRY_BYTES;
  for (let at = directory + 2; at < last && at + ENTRY_BYTES <= tiff.byteLength; at += ENTRY_BYTES) {
    if (tiff.getUint16(at, isLittle) !== ORIENTATION) continue;
    const isShort = tiff.getUint16(at + 2, isLittle) === TYPE_SHORT && tiff.getUint32(at + 4, isLittle) === 1;
    const value = isShort ? tiff.getUint16(at + 8, isLittle) : 0;
    return isOrientation(value) ? value : undefined;
  }
  return undefined;
}
