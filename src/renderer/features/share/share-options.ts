import type { PageValue, SHARE_QUALITIES, SHARE_SIZES } from '#core/settings/page-settings';

/** Largest sizes, in pixels; a camera that has no such size gives its nearest. */
export const SIZES = {
  small: { label: '320×240', width: 320, height: 240 },
  medium: { label: '640×480', width: 640, height: 480 },
  large: { label: '1280×720', width: 1280, height: 720 },
  full: { label: '1920×1080', width: 1920, height: 1080 },
} as const satisfies Record<(typeof SHARE_SIZES)[number], unknown>;

/** Bits a pixel of a picture in H.264, and the quality (0..1) of a JPEG. */
export const QUALITIES = {
  low: { bitsPerPixel: 0.05, jpeg: 0.5 },
  medium: { bitsPerPixel: 0.1, jpeg: 0.7 },
  high: { bitsPerPixel: 0.2, jpeg: 0.85 },
} as const satisfies Record<(typeof SHARE_QUALITIES)[number], unknown>;

/** What is shared, and how. */
export type ShareOptions = PageValue<'shareViewer'>;
