import { z } from 'zod';
import { defineTopic } from './define-topic';

const pendingSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['phone']),
  /** As it calls itself. */
  name: z.string().max(300),
  address: z.string().max(300),
});
/** What asks to be let in by a person. */
export type Pending = z.infer<typeof pendingSchema>;

/** Who waits to be let in; told to those who may answer. */
export const approvalsTopic = defineTopic({
  name: 'approvals',
  asks: [
    /** A person's answer to one who waits. */
    z.object({ type: z.literal('answer'), id: z.number().int(), allow: z.boolean() }),
  ],
  tells: [
    /** Who waits, the longest first. */
    z.object({ type: z.literal('approvals'), pending: z.array(pendingSchema).max(64) }),
  ],
});
