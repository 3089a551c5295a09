import { z } from 'zod';
import { MAX_UNITS_LENGTH, METRIC, readUnits, type Units } from '../telemetry/units/choice';

/** Heights that a picture can be fitted into; it is never enlarged. */
export const EXPORT_HEIGHTS = [1080, 720, 480] as const;
/** How good a re-encoded picture is to look, where no bit rate is given. */
export const EXPORT_QUALITIES = ['small', 'good', 'best'] as const;
/** Longest GIF or WebP: each is many times as large as a video of the same length. */
export const MAX_ANIMATION_US = 30e6;

const heightSchema = z.union([z.literal('original'), z.literal(EXPORT_HEIGHTS)]);
/** Of the instruments that are burnt in, see `readUnits`; absent: metric. */
const unitsSchema = z
  .string()
  .max(MAX_UNITS_LENGTH)
  .refine((text) => readUnits(text) !== undefined)
  .optional();
const animation = {
  /** The instruments are burnt in. */
  overlay: z.boolean(),
  units: unitsSchema,
  height: heightSchema,
  /** Pictures a second. */
  fps: z.number().min(1).max(30),
} as const;

/** What a clip is to be made of its pictures. */
export const exportOutputSchema = z.discriminatedUnion('kind', [
  /** The pictures and the sound as they are, in an MP4 whose edit list begins it exactly. Needs no ffmpeg. */
  z.object({ kind: z.literal('lossless') }),
  /** H.264 and AAC in an MP4. */
  z.object({
    kind: z.literal('reencode'),
    /** The instruments are burnt in. */
    overlay: z.boolean(),
    units: unitsSchema,
    height: heightSchema,
    /** Pictures a second; absent: each at its own time. */
    fps: z.number().min(1).max(120).optional(),
    rate: z.union([
      z.object({ quality: z.enum(EXPORT_QUALITIES) }),
      z.object({ kilobitsPerSecond: z.number().int().min(100).max(100_000) }),
    ]),
  }),
  z.object({ kind: z.literal('gif'), ...animation }),
  z.object({ kind: z.literal('webp'), ...animation }),
]);
export type ExportOutput = z.infer<typeof exportOutputSchema>;

/** The units of what is burnt in. */
export function burntUnits(output: ExportOutput): Units {
  const units = 'units' in output && output.units !== undefined ? readUnits(output.units) : undefined;
  return units ?? METRIC;
}

/** Of the file that is made. */
export const EXPORT_EXTENSIONS = {
  lossless: 'mp4',
  reencode: 'mp4',
  gif: 'gif',
  webp: 'webp',
} as const satisfies Record<ExportOutput['kind'], string>;

export const EXPORT_TYPES = {
  lossless: 'video/mp4',
  reencode: 'video/mp4',
  gif: 'image/gif',
  webp: 'image/webp',
} as const satisfies Record<ExportOutput['kind'], string>;
