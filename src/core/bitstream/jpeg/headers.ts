import { isFrameHeader, Marker, standsAlone } from './markers';
import { AS_STORED, type Orientation, readOrientation, swapsSides } from './orientation';

/** Why bytes are not taken for a JPEG picture. */
export type JpegFault =
  /** They do not begin with SOI and another marker. */
  | 'not-jpeg'
  /** A segment runs over the end, or the picture has no data. */
  | 'truncated'
  /** The first scan comes before any frame header. */
  | 'no-frame-header'
  /** Lossless, hierarchical or arithmetic: no browser and no camera has it. */
  | 'unsupported'
  /** No size, or more pixels than `MAX_JPEG_PIXELS`. */
  | 'bad-size';

/** What a JPEG's headers tell. */
export interface JpegHeaders {
  /** Pixels, as it is to be seen. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  /** Where the first scan's header begins. */
  readonly sosAt: number;
  /** Where the first scan's data begins. */
  readonly dataAt: number;
  /** A Huffman table stands before it. */
  readonly hasTables: boolean;
}

export type HeadersRead =
  | { readonly ok: true; readonly value: JpegHeaders }
  | { readonly ok: false; readonly fault: JpegFault };

/** 8K. A few bytes may claim 65535x65535, which a decoder would make 17 GB of. */
export const MAX_JPEG_PIXELS = 7680 * 4320;
/** Baseline, extended sequential, progressive: Huffman, not differential. */
const LAST_USUAL_FRAME = Marker.sofFirst + 2;

/** Walks a JPEG's segments up to its first scan's data (ITU-T T.81, B.2), which is not looked at. */
export function readHeaders(data: Uint8Array): HeadersRead {
  if (data.length < 4 || data[0] !== 0xff || data[1] !== Marker.soi || data[2] !== 0xff) return fault('not-jpeg');
  let size: { readonly width: number; readonly height: number } | undefined;
  let hasTables = false;
  let orientation: Orientation | undefined;
  for (let at = 2; ; ) {
    while (data[at] === 0xff && data[at + 1] === 0xff) at++;
    const marker = data[at + 1];
    if (marker === undefined) return fault('truncated');
    if (data[at] !== 0xff || marker === 0) return fault('not-jpeg');
    if (marker === Marker.eoi) return fault('no-frame-header');
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = u16(data, at + 2);
    if (length === undefined || at + 2 + length > data.length) {
      return fault(marker === Marker.sos && !size ? 'no-frame-header' : 'truncated');
    }
    if (length < 2) return fault('not-jpeg');
    if (marker === Marker.sos) {
      if (!size) return fault('no-frame-header');
      const seen = turned(size, orientation ?? AS_STORED);
      return { ok: true, value: { ...seen, sosAt: at, dataAt: at + 2 + length, hasTables } };
    }
    if (marker === Marker.dht) hasTables = true;
    if (marker === Marker.app1) orientation ??= readOrientation(data.subarray(at + 4, at + 2 + length));
    if (isFrameHeader(marker)) {
      if (marker > LAST_USUAL_FRAME) return fault('unsupported');
      if (length < 8) return fault('truncated');
      size = { height: u16(data, at + 5) ?? 0, width: u16(data, at + 7) ?? 0 };
      const pixels = size.width * size.height;
      if (pixels === 0 || pixels > MAX_JPEG_PIXELS) return fault('bad-size');
    }
    at += 2 + length;
  }
}

function turned({ width, height }: { readonly width: number; readonly height: number }, orientation: Orientation) {
  return swapsSides(orientation) ? { width: height, height: width, orientation } : { width, height, orientation };
}

function u16(data: Uint8Array, at: number): number | undefined {
  const high = data[at];
  const low = data[at + 1];
  return high === undefined || low === undefined ? undefined : (high << 8) | low;
}

function fault(name: JpegFault): HeadersRead {
  return { ok: false, fault: name };
}
