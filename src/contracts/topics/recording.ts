import { z } from 'zod';
import { MAX_SECONDS_BEFORE, recordingsSchema } from '../recording';
import { streamIdSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** What is being recorded. */
export const recordingTopic = defineTopic({
  name: 'recording',
  asks: [
    /** Record a stream, from so many seconds ago on where the station keeps that; or stop, or acknowledge a failure. */
    z.object({
      type: z.literal('record'),
      stream: streamIdSchema,
      on: z.boolean(),
      secondsBefore: z.number().min(0).max(MAX_SECONDS_BEFORE).optional(),
    }),
  ],
  tells: [z.object({ type: z.literal('recordings'), ...recordingsSchema.shape })],
});
