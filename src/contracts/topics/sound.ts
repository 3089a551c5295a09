import { z } from 'zod';
import { LATER_SOUND } from '#core/media/audio-chunk';
import { streamIdSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** The sound of streams that are subscribed to; it is binary itself, see `audio.ts`. */
export const soundTopic = defineTopic({
  name: 'sound',
  asks: [
    /** Sound of a stream that is subscribed to, from here on, or no more. */
    z.object({
      type: z.literal('sound'),
      stream: streamIdSchema,
      on: z.boolean(),
      /** What this viewer decodes of what not every one does; the rest comes as PCM. Absent: all. */
      codecs: z.array(z.enum(LATER_SOUND)).max(8).readonly().optional(),
    }),
    /** So many pieces of sound were taken in; the station sends only so far ahead of these. */
    z.object({ type: z.literal('sound-ack'), stream: streamIdSchema, chunks: z.number().int().min(1).max(1000) }),
  ],
  tells: [],
});
