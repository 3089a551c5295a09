import { z } from 'zod';
import { streamInfoSchema } from '../stream-info';
import { defineTopic } from './define-topic';

/** The streams that a viewer may watch: all of them, again whenever one comes, goes or changes. */
export const streamsTopic = defineTopic({
  name: 'streams',
  asks: [],
  tells: [z.object({ type: z.literal('streams'), streams: z.array(streamInfoSchema).max(1000) })],
});
