import { z } from 'zod';
import { exportWishSchema } from './exports';

/**
 * What a viewer that makes a clip itself is given: the clip without loss, and its telemetry. The station keeps it for the
 * time that fetching takes, under `/api/clip-material/{id}`.
 */
export const clipMaterialWishSchema = z
  .object({
    source: exportWishSchema.shape.source,
    fromUs: exportWishSchema.shape.fromUs,
    toUs: exportWishSchema.shape.toUs,
  })
  .refine(({ fromUs, toUs }) => fromUs < toUs, 'The end must be after the beginning.');
export type ClipMaterialWish = z.infer<typeof clipMaterialWishSchema>;

/** More than this no viewer can make anything of: an ffmpeg in a browser has 2 GB. */
export const MOST_MATERIAL_BYTES = 2 ** 31;

export const clipMaterialSchema = z.object({
  id: z.uuid(),
  /** The stream's name. */
  stream: z.string(),
  /** When its first picture was taken, in µs since 1970 (UTC). */
  startedUs: z.number(),
  /** How long it is shown. */
  seconds: z.number().positive(),
  /** Of the `.mp4`, at `…/video`. */
  bytes: z.number().int().min(0).max(MOST_MATERIAL_BYTES),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** There are lines of it at `…/telemetry`, their times counted from the first picture. */
  hasTelemetry: z.boolean(),
});
export type ClipMaterial = z.infer<typeof clipMaterialSchema>;
