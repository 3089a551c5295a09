import { z } from 'zod';
import { foundSchema } from '../found';
import { defineTopic } from './define-topic';

/** Hosts and stations on the network, for those who may add what they find; looked for only while somebody does. */
export const foundTopic = defineTopic({
  name: 'found',
  asks: [
    /** A page that shows what is found is open, or is no more. */
    z.object({ type: z.literal('look'), on: z.boolean() }),
  ],
  tells: [
    /** All of them, whenever one is another, from `look` on. */
    z.object({ type: z.literal('found'), places: z.array(foundSchema).max(32) }),
  ],
});
