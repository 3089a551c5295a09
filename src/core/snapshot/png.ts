import { joinBytes } from '../join-bytes';
import { utf8 } from './utf8';

/** PNG (ISO/IEC 15948), 5.2 and 11.2.1: the signature, and IHDR with its length, type and CRC. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR_END = 8 + 25;

/**
 * Puts Exif (chunk `eXIf`) and XMP (`iTXt` with the keyword that XMP part 3 says) behind a PNG's header.
 *
 * @returns `undefined` where it is no PNG
 */
export function pngWithMetadata(png: Uint8Array, exif: Uint8Array, xmp: string): Uint8Array<ArrayBuffer> | undefined {
  if (png.length < IHDR_END || SIGNATURE.some((byte, index) => png[index] !== byte)) return undefined;
  // Keyword, NUL, not compressed, no method, no language, no translated keyword.
  const text = joinBytes([utf8('XML:com.adobe.xmp'), new Uint8Array(5), utf8(xmp)]);
  return joinBytes([png.subarray(0, IHDR_END), chunk('eXIf', exif), chunk('iTXt', text), png.subarray(IHDR_END)]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const content = joinBytes([utf8(type), data]);
  const [length, crc] = [new Uint8Array(4), new Uint8Array(4)];
  new DataView(length.buffer).setUint32(0, data.length);
  new DataView(crc.buffer).setUint32(0, crc32(content));
  return joinBytes([length, content, crc]);
}

/** Annex D: the polynomial x³² + x²⁶ + … + 1, reflected. */
const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? POLYNOMIAL ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
