import { z } from 'zod';

/** What is published of a stream. */
export const tapWishSchema = z.object({
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
export type TapWish = z.infer<typeof tapWishSchema>;

/** What is meant where nothing is said. */
export const USUAL_WISH: TapWish = { frames: 5, h264: false, width: 1920, height: 1080, jpegQuality: 85 };
