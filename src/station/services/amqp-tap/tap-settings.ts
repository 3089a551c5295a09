import { z } from 'zod';

/** What is published of a stream. */
export const tapSettingsSchema = z.object({
  /** JPEGs a second; 0 for none. */
  frames: z.number().min(0).max(120),
  /** Also the H.264 as it is. */
  h264: z.boolean(),
  /** Box that the JPEGs are fitted into; never enlarged. */
  width: z.number().int().min(16).max(8192),
  height: z.number().int().min(16).max(8192),
  /** On libjpeg's scale. */
  jpegQuality: z.number().int().min(50).max(95),
});
export type TapSettings = z.infer<typeof tapSettingsSchema>;

/** What is meant where nothing is said. */
export const DEFAULT_TAP_SETTINGS: TapSettings = { frames: 5, h264: false, width: 1920, height: 1080, jpegQuality: 85 };
