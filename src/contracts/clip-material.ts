import { z } from 'zod';
import { english } from '#core/texts/english';
import { exportSpecSchema } from './exports';

/**
 * What a viewer that makes a clip itself is given: the clip without loss, and its telemetry. The station keeps it for the
 * time that fetching takes, under `/api/clip-material/{id}`.
 */
export const clipMaterialRequestSchema = z
  .object({
    source: exportSpecSchema.shape.source,
    fromUs: exportSpecSchema.shape.fromUs,
    toUs: exportSpecSchema.shape.toUs,
  })
  .refine(({ fromUs, toUs }) => fromUs < toUs, english('export.order'));
export type ClipMaterialRequest = z.infer<typeof clipMaterialRequestSchema>;

/** More than this no viewer can make anything of: an ffmpeg in a browser has 2 GB. */
export const MAX_MATERIAL_BYTES = 2 ** 31;

export const clipMaterialSchema = z.object({
  id: z.uuid(),
  /** The stream's name. */
  stream: z.string(),
  /** When its first picture was taken, in µs since 1970 (UTC). */
  startedUs: z.number(),
  /** How long it is shown. */
  seconds: z.number().positive(),
  /** Of the `.mp4`, at `…/video`. */
  bytes: z.number().int().min(0).max(MAX_MATERIAL_BYTES),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** By the code points of ITU-T H.273; see `Colour`. */
  colour: z.object({
    primaries: z.number().int().min(0).max(255),
    transfer: z.number().int().min(0).max(255),
    matrix: z.number().int().min(0).max(255),
    fullRange: z.boolean(),
  }),
  /** There are lines of it at `…/telemetry`, their times counted from the first picture. */
  hasTelemetry: z.boolean(),
});
export type ClipMaterial = z.infer<typeof clipMaterialSchema>;
