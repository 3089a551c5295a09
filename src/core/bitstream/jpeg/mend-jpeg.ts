import { joinBytes } from '../../join-bytes';
import { type JpegFault, readHeaders } from './headers';
import { TYPICAL_TABLES } from './huffman-tables';
import { Marker, standsAlone } from './markers';
import { endsWithEoi, type JpegPicture } from './read-jpeg';

export type JpegMended =
  | { readonly ok: true; readonly value: JpegPicture & { readonly data: Uint8Array } }
  | { readonly ok: false; readonly fault: JpegFault };

const EOI = Uint8Array.of(0xff, Marker.eoi);

/**
 * A JPEG as every reader takes it: it ends with its EOI, and has Huffman tables. Cameras of small boards send whole buffers
 * (the picture and what was behind it), or leave EOI out; Motion JPEG leaves the typical tables out.
 *
 * @param data one message: its end, or the next SOI, ends a picture that has no EOI
 * @returns `data` itself where nothing is to be mended
 */
export function mendJpeg(data: Uint8Array): JpegMended {
  const read = readHeaders(data);
  if (!read.ok) return read;
  const { width, height, orientation, sosAt, dataAt, hasTables } = read.value;
  const isWhole = endsWithEoi(data);
  const end = isWhole ? { at: data.length, isMarked: true } : endOf(data, dataAt);
  if (end.at <= dataAt) return { ok: false, fault: 'truncated' };
  if (isWhole && hasTables) return { ok: true, value: { width, height, orientation, data } };
  const parts = [
    data.subarray(0, sosAt),
    ...(hasTables ? [] : [TYPICAL_TABLES]),
    data.subarray(sosAt, end.at),
    ...(end.isMarked ? [] : [EOI]),
  ];
  return { ok: true, value: { width, height, orientation, data: joinBytes(parts) } };
}

/** Where the picture ends whose first scan's data begins at `from`, and whether its EOI is within. */
function endOf(data: Uint8Array, from: number): { readonly at: number; readonly isMarked: boolean } {
  for (let at = data.indexOf(0xff, from); at !== -1; ) {
    const marker = data[at + 1];
    if (marker === Marker.eoi) return { at: at + 2, isMarked: true };
    if (marker === undefined || (marker === Marker.soi && data[at + 2] === 0xff)) return { at, isMarked: false };
    // Between the scans of a progressive picture are segments, whose lengths tell how to pass them.
    const hasLength = marker >= Marker.sofFirst && marker !== 0xff && !standsAlone(marker);
    const next = hasLength
      ? at + 2 + (((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0))
      : at + (marker === 0xff ? 1 : 2);
    at = data.indexOf(0xff, Math.max(at + 1, next));
  }
  return { at: data.length, isMarked: false };
}
