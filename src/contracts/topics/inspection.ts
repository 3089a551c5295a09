import { z } from 'zod';
import { INSPECTION_BOUNDS } from '#core/inspection/inspection';
import { streamIdSchema } from '../stream-info';
import { textSchema } from '../text';
import { defineTopic } from './define-topic';

const sectionSchema = z.object({
  title: textSchema,
  rows: z
    .array(z.object({ label: textSchema, value: textSchema }))
    .max(INSPECTION_BOUNDS.rows)
    .readonly(),
  advice: z.array(textSchema).max(INSPECTION_BOUNDS.advice).readonly(),
});

/** What is on a stream's links: asked each second by whoever looks. */
export const inspectionTopic = defineTopic({
  name: 'inspection',
  asks: [z.object({ type: z.literal('inspect'), stream: streamIdSchema })],
  tells: [
    /** Answers `inspect`. */
    z.object({
      type: z.literal('inspection'),
      stream: streamIdSchema,
      sections: z.array(sectionSchema).max(INSPECTION_BOUNDS.sections).readonly(),
    }),
  ],
});
