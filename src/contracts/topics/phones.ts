import { z } from 'zod';
import { phonesSchema } from '../phones';
import { defineTopic } from './define-topic';

/** Where phones may come. Told to those who may change things. */
export const phonesTopic = defineTopic({
  name: 'phones',
  asks: [],
  tells: [
    /** Absent: nowhere. */
    z.object({ type: z.literal('phones'), phones: phonesSchema.optional() }),
  ],
});
