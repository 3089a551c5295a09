import { type JpegFault, readHeaders } from './headers';
import { Marker } from './markers';
import type { Orientation } from './orientation';

/** What a JPEG's headers tell. */
export interface JpegPicture {
  /** Pixels, as it is to be seen: turned by its orientation. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
}

export type JpegRead =
  | { readonly ok: true; readonly value: JpegPicture }
  | { readonly ok: false; readonly fault: JpegFault };

/** Longest padding after EOI that is looked over. */
const MAX_PADDING = 64;

/**
 * Reads a JPEG's size, and tells whether it is whole. Headers are walked and entropy-coded data is not, so it costs the same
 * for any picture. Padding behind EOI is allowed.
 */
export function readJpeg(data: Uint8Array): JpegRead {
  const read = readHeaders(data);
  if (!read.ok) return read;
  if (!endsWithEoi(data)) return { ok: false, fault: 'truncated' };
  const { width, height, orientation } = read.value;
  return { ok: true, value: { width, height, orientation } };
}

/** Whether EOI stands at the end, or shortly before it. */
export function endsWithEoi(data: Uint8Array): boolean {
  const first = Math.max(2, data.length - MAX_PADDING);
  for (let at = data.length - 1; at > first; at--) {
    if (data[at] === Marker.eoi && data[at - 1] === 0xff) return true;
  }
  return false;
}
