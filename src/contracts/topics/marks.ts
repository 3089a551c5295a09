import { z } from 'zod';
import { streamIdSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** Streams that are marked at once: as many as a viewer may take. */
const MAX_MARKED = 32;

/** Moments that a person wants to find again. */
export const marksTopic = defineTopic({
  name: 'marks',
  asks: [
    /** Mark a moment, on the wall's clock in µs; absent: now. In what can be rewound, and in what is being recorded. */
    z.object({
      type: z.literal('mark'),
      streams: z.array(streamIdSchema).min(1).max(MAX_MARKED).readonly(),
      atUs: z.number().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
  ],
  tells: [
    /** Answers `mark`: of how many streams the moment was marked, and in how many recordings. */
    z.object({
      type: z.literal('marked'),
      atUs: z.number(),
      streams: z.number().int(),
      recordings: z.number().int(),
    }),
  ],
});
