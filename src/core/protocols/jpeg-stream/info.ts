import { z } from 'zod';
import { type JpegSettings, QUALITIES, type Quality } from './presets';

/** INFO of docs/protocols.md 5: a stream as REST and `stream_info` tell of it. */
export const infoSchema = z.object({
  stream_id: z.string(),
  quality: z.enum(QUALITIES),
  is_active: z.boolean(),
  viewer_count: z.number().int(),
  frame_count: z.number().int(),
  /** ISO 8601; `null` before the first picture. */
  start_time: z.string().nullable(),
  settings: z.object({ width: z.number(), height: z.number(), fps: z.number(), jpeg_quality: z.number() }),
});
export type JpegStreamInfo = z.infer<typeof infoSchema>;

/** `POST /api/streams`. `camera_index` counts the station's streams in the order of its list, from 0. */
export const createSchema = z.object({
  camera_index: z.number().int().min(0).default(0),
  quality: z.enum(QUALITIES).default('medium'),
});

export const listSchema = z.object({ streams: z.array(infoSchema), total: z.number().int() });
export const createdSchema = infoSchema.extend({ message: z.string() });
export const messageSchema = z.object({ message: z.string() });
export const errorSchema = z.object({ error: z.string() });

/** What of a stream goes into its INFO. */
export interface InfoFacts {
  readonly id: string;
  readonly quality: Quality;
  readonly active: boolean;
  readonly viewers: number;
  readonly frames: number;
  readonly startTime: Date | undefined;
  readonly settings: JpegSettings;
}

/** Writes an INFO. */
export function infoOf({ id, quality, active, viewers, frames, startTime, settings }: InfoFacts): JpegStreamInfo {
  const { width, height, fps, jpegQuality } = settings;
  return {
    stream_id: id,
    quality,
    is_active: active,
    viewer_count: viewers,
    frame_count: frames,
    start_time: startTime?.toISOString() ?? null,
    settings: { width, height, fps, jpeg_quality: jpegQuality },
  };
}
