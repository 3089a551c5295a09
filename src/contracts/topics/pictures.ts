import { z } from 'zod';
import { GIVEN_PICTURES } from '#core/media/picture-choice';
import { streamLinksSchema } from '../link-state';
import { runSchema } from '../playback';
import { streamIdSchema } from '../stream-info';
import { streamStatisticsSchema } from '../stream-statistics';
import { MAX_TELEMETRY_KEYS, telemetryKeySchema, telemetrySchema } from '../telemetry';
import { defineTopic } from './define-topic';

/** The box on the screen in which a picture is drawn, in the screen's own pixels. */
const shownSizeSchema = z.object({
  width: z.number().int().min(1).max(16_384),
  height: z.number().int().min(1).max(16_384),
});

/** The streams that a viewer takes: their pictures (binary, see `picture.ts`), state, telemetry and statistics. */
export const picturesTopic = defineTopic({
  name: 'pictures',
  asks: [
    /** Pictures, state, telemetry and statistics of a stream from here on. */
    z.object({
      type: z.literal('subscribe'),
      stream: streamIdSchema,
      /** What this viewer decodes besides H.264 and JPEG. */
      codecs: z
        .array(z.enum(['h265']))
        .max(8)
        .readonly()
        .optional(),
      /** See `shown`. */
      size: shownSizeSchema.optional(),
    }),
    z.object({ type: z.literal('unsubscribe'), stream: streamIdSchema }),
    /**
     * How large a subscribed stream is shown; absent: as large as it is, whatever the window's size. A sender that can is
     * asked for no more than the largest of all who take its stream. A viewer says it when it changes, twice a second at most.
     */
    z.object({ type: z.literal('shown'), stream: streamIdSchema, size: shownSizeSchema.optional() }),
    /** So many pictures of a stream were taken in; the station sends only so far ahead of these. */
    z.object({ type: z.literal('ack'), stream: streamIdSchema, pictures: z.number().int().min(1).max(10_000) }),
    /**
     * Of a subscribed stream: give all live pictures, now and then a key picture, or none; all else goes on. After more are
     * asked for, they begin anew at the last key picture.
     */
    z.object({ type: z.literal('pause'), stream: streamIdSchema, pictures: z.enum(GIVEN_PICTURES) }),
  ],
  tells: [
    z.object({
      type: z.literal('state'),
      stream: z.string(),
      links: streamLinksSchema,
    }),
    z.object({
      type: z.literal('telemetry'),
      stream: z.string(),
      /** On the station's clock; with a `run` on the wall's, as its pictures. */
      receiveUs: z.number(),
      values: telemetrySchema,
      /**
       * Present where `values` are only those that changed or came since the stream's last telemetry: the keys that went. What
       * is live is told whole first, and then so.
       */
      gone: z.array(telemetryKeySchema).max(MAX_TELEMETRY_KEYS).readonly().optional(),
      /** Present where it is played back: names what was asked for (`playback.ts`). */
      run: runSchema.optional(),
    }),
    z.object({ type: z.literal('statistics'), stream: z.string(), statistics: streamStatisticsSchema }),
  ],
});
