import { z } from 'zod';
import { MAX_INSPECTION_ROWS, MAX_INSPECTION_SECTIONS } from '#core/inspection/inspection';
import { streamIdSchema } from '../stream-info';
import { textSchema } from '../text';
import { defineTopic } from './define-topic';

const sectionSchema = z.object({
  title: textSchema,
  rows: z
    .array(z.object({ label: textSchema, value: textSchema }))
    .max(MAX_INSPECTION_ROWS)
    .readonly(),
  advice: z.array(textSchema).max(20).readonly(),
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
      sections: z.array(sectionSchema).max(MAX_INSPECTION_SECTIONS).readonly(),
    }),
  ],
});
