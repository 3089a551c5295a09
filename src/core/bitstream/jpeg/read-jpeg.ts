import { isFrameHeader, Marker, standsAlone } from './markers';

/** Why bytes are not taken for a JPEG picture. */
export type JpegFault =
  /** They do not begin with SOI and another marker. */
  | 'not-jpeg'
  /** A segment runs over the end, or there is no EOI. */
  | 'truncated'
  /** The first scan comes before any frame header. */
  | 'no-frame-header'
  /** Lossless, hierarchical or arithmetic: no browser and no camera has it. */
  | 'unsupported'
  /** No size, or more pixels than `MOST_JPEG_PIXELS`. */
  | 'bad-size';

/** What a JPEG's headers tell. */
export interface JpegPicture {
  readonly width: number;
  readonly height: number;
}

export type JpegRead =
  | { readonly ok: true; readonly value: JpegPicture }
  | { readonly ok: false; readonly fault: JpegFault };

/** 8K. A few bytes may claim 65535x65535, which a decoder would make 17 GB of. */
export const MOST_JPEG_PIXELS = 7680 * 4320;
/** Longest padding after EOI that is looked over. */
const MOST_PADDING = 64;
/** Baseline, extended sequential, progressive: Huffman, not differential. */
const LAST_USUAL_FRAME = Marker.sofFirst + 2;

/**
 * Reads a JPEG's size, and tells whether it is whole. Headers are walked and entropy-coded data is not, so it costs the same
 * for any picture. Padding behind EOI is allowed.
 */
export function readJpeg(data: Uint8Array): JpegRead {
  if (data.length < 4 || data[0] !== 0xff || data[1] !== Marker.soi || data[2] !== 0xff) return fault('not-jpeg');
  if (!endsWithEoi(data)) return fault('truncated');
  let frame: JpegPicture | undefined;
  for (let at = 2; ; ) {
    while (data[at] === 0xff && data[at + 1] === 0xff) at++;
    const marker = data[at + 1];
    if (marker === undefined) return fault('truncated');
    if (data[at] !== 0xff || marker === 0) return fault('not-jpeg');
    if (marker === Marker.sos) return frame ? { ok: true, value: frame } : fault('no-frame-header');
    if (marker === Marker.eoi) return fault('no-frame-header');
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = u16(data, at + 2);
    if (length === undefined || at + 2 + length > data.length) return fault('truncated');
    if (length < 2) return fault('not-jpeg');
    if (isFrameHeader(marker)) {
      if (marker > LAST_USUAL_FRAME) return fault('unsupported');
      if (length < 8) return fault('truncated');
      const size = { height: u16(data, at + 5) ?? 0, width: u16(data, at + 7) ?? 0 };
      const pixels = size.width * size.height;
      if (pixels === 0 || pixels > MOST_JPEG_PIXELS) return fault('bad-size');
      frame = size;
    }
    at += 2 + length;
  }
}

function endsWithEoi(data: Uint8Array): boolean {
  const first = Math.max(2, data.length - MOST_PADDING);
  for (let at = data.length - 1; at > first; at--) {
    if (data[at] === Marker.eoi && data[at - 1] === 0xff) return true;
  }
  return false;
}

function u16(data: Uint8Array, at: number): number | undefined {
  const high = data[at];
  const low = data[at + 1];
  return high === undefined || low === undefined ? undefined : (high << 8) | low;
}

function fault(name: JpegFault): JpegRead {
  return { ok: false, fault: name };
}
