import { joinBytes } from '../join-bytes';
import { utf8 } from './utf8';

const SOI = [0xff, 0xd8];
const APP0 = 0xe0;
const APP1 = 0xe1;
/** A segment's length counts itself, in 16 bits. */
const MAX_SEGMENT_BYTES = 0xffff - 2;

/**
 * Puts Exif and XMP (APP1 segments, Exif 2.32, 4.5.4, and XMP part 3, 1.1.3) into a JPEG, behind its JFIF segment.
 *
 * @returns `undefined` where it is no JPEG, or where what is to be put in is too long for a segment
 */
export function jpegWithMetadata(jpeg: Uint8Array, exif: Uint8Array, xmp: string): Uint8Array<ArrayBuffer> | undefined {
  if (SOI.some((byte, index) => jpeg[index] !== byte)) return undefined;
  const contents = [
    joinBytes([utf8('Exif\0\0'), exif]),
    joinBytes([utf8('http://ns.adobe.com/xap/1.0/\0'), utf8(xmp)]),
  ];
  if (contents.some((content) => content.length > MAX_SEGMENT_BYTES)) return undefined;
  const at = endOfJfif(jpeg);
  return joinBytes([jpeg.subarray(0, at), ...contents.map(segment), jpeg.subarray(at)]);
}

function endOfJfif(jpeg: Uint8Array): number {
  const start = SOI.length;
  const isJfif = jpeg[start] === 0xff && jpeg[start + 1] === APP0 && jpeg.length >= start + 4;
  const end = isJfif ? start + 2 + ((jpeg[start + 2] ?? 0) << 8) + (jpeg[start + 3] ?? 0) : start;
  return end <= jpeg.length ? end : start;
}

function segment(content: Uint8Array): Uint8Array {
  const length = content.length + 2;
  return joinBytes([Uint8Array.of(0xff, APP1, length >> 8, length & 0xff), content]);
}
