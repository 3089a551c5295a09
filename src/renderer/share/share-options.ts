import { z } from 'zod';
import { isStreamName } from '#core/settings/source-url';

/** Largest sizes, in pixels; a camera that has no such size gives its nearest. */
export const SIZES = {
  small: { label: '320×240', width: 320, height: 240 },
  medium: { label: '640×480', width: 640, height: 480 },
  large: { label: '1280×720', width: 1280, height: 720 },
  full: { label: '1920×1080', width: 1920, height: 1080 },
} as const;
export type SizeName = keyof typeof SIZES;
export const SIZE_NAMES = Object.keys(SIZES) as SizeName[];

/** Most pictures a second. */
export const RATES = [5, 15, 24, 30] as const;

/** Bits a pixel of a picture in H.264, and the quality (0..1) of a JPEG. */
export const QUALITIES = {
  low: { label: 'Low', bitsPerPixel: 0.05, jpeg: 0.5 },
  medium: { label: 'Medium', bitsPerPixel: 0.1, jpeg: 0.7 },
  high: { label: 'High', bitsPerPixel: 0.2, jpeg: 0.85 },
} as const;
export type QualityName = keyof typeof QUALITIES;
export const QUALITY_NAMES = Object.keys(QUALITIES) as QualityName[];

const optionsSchema = z.object({
  /** What others see the stream called. */
  name: z.string().max(100),
  from: z.enum(['camera', 'screen']),
  /** A camera's id as the browser gives it; empty: its usual one. */
  device: z.string().max(500),
  /** Which way a phone's camera looks; without it `device` decides. */
  facing: z.enum(['user', 'environment']).optional(),
  size: z.enum(SIZE_NAMES),
  rate: z.union(RATES.map((rate) => z.literal(rate))),
  quality: z.enum(QUALITY_NAMES),
});
/** What is shared, and how. */
export type ShareOptions = z.infer<typeof optionsSchema>;

export const USUAL_OPTIONS: ShareOptions = {
  name: 'Camera',
  from: 'camera',
  device: '',
  size: 'medium',
  rate: 30,
  quality: 'medium',
};

/** Where options are kept: the viewer's dialog, or the page for phones. */
export type SharePlace = 'viewer' | 'phone';
const keyOf = (place: SharePlace) => `groundglass.share.${place}`;

/** As it was shared the last time, where this page may keep anything. */
export function rememberedOptions(usual: ShareOptions, place: SharePlace): ShareOptions {
  try {
    const kept = optionsSchema.safeParse(JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null')).data;
    return kept && isStreamName(kept.name) ? kept : usual;
  } catch {
    return usual;
  }
}

export function rememberOptions(options: ShareOptions, place: SharePlace): void {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(options));
  } catch {
    // A page without storage begins with the usual options next time; nothing else is lost.
  }
}
