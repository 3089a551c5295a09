/** The dialect's three sizes of a stream, worst first. */
export const QUALITIES = ['low', 'medium', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** Pictures a second that a client may ask for. */
export const FRAME_RATES = [15, 24, 30] as const;
/** JPEG qualities that there are, on libjpeg's scale. Each that is asked for is an encoder of its own: few, so that clients share. */
const JPEG_QUALITIES = [50, 60, 70, 85, 95] as const;

/** What pictures look like: the box that they fit into, the most a second, and libjpeg's quality. */
export interface JpegSettings {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly jpegQuality: number;
}

const PRESETS: Readonly<Record<Quality, JpegSettings>> = {
  low: { width: 320, height: 240, fps: 15, jpegQuality: 50 },
  medium: { width: 640, height: 480, fps: 24, jpegQuality: 70 },
  high: { width: 1280, height: 720, fps: 30, jpegQuality: 85 },
};

/** What a client asked for instead of its preset's values. */
export interface JpegOverrides {
  readonly fps?: number | undefined;
  readonly jpegQuality?: number | undefined;
}

/**
 * A preset with a client's overrides in it. A frame rate that is none of the three becomes the next lower one, a JPEG quality
 * the nearest that there is.
 */
export function settingsOf(quality: Quality, { fps, jpegQuality }: JpegOverrides = {}): JpegSettings {
  const preset = PRESETS[quality];
  return {
    ...preset,
    ...(fps === undefined ? {} : { fps: nearestRate(fps) }),
    ...(jpegQuality === undefined ? {} : { jpegQuality: nearestQuality(jpegQuality) }),
  };
}

/** The preset below, or `undefined` at the lowest. */
export function lower(quality: Quality): Quality | undefined {
  return QUALITIES[QUALITIES.indexOf(quality) - 1];
}

/** The preset above, or `undefined` at the highest. */
export function higher(quality: Quality): Quality | undefined {
  return QUALITIES[QUALITIES.indexOf(quality) + 1];
}

/** Reads a preset's name. */
export function parseQuality(text: unknown): Quality | undefined {
  return QUALITIES.find((quality) => quality === text);
}

function nearestRate(fps: number): number {
  return FRAME_RATES.findLast((rate) => rate <= fps) ?? FRAME_RATES[0];
}

function nearestQuality(value: number): number {
  const apart = (quality: number) => Math.abs(quality - value);
  return JPEG_QUALITIES.reduce((best, quality) => (apart(quality) < apart(best) ? quality : best));
}
