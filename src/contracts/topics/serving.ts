import { z } from 'zod';
import { INVITED_ROLES, invitationSchema, servingSettingsSchema, servingStateSchema } from '../serving';
import { defineTopic } from './define-topic';

/** The gateway for others, switched by the person at this machine; see `../serving.ts`. */
export const servingTopic = defineTopic({
  name: 'serving',
  asks: [
    /** Serve others from here on, or no more. */
    z.object({ type: z.literal('serve'), settings: servingSettingsSchema }),
    z.object({ type: z.literal('stop-serving') }),
    /** Make a link that lets one more in. */
    z.object({ type: z.literal('invite'), role: z.enum(INVITED_ROLES) }),
  ],
  tells: [
    /** Whether this machine serves others. Sent to its own window alone; where it never comes, nothing can be switched. */
    z.object({ type: z.literal('serving'), serving: servingStateSchema }),
    /** Answers `invite`. */
    z.object({ type: z.literal('invitation'), invitation: invitationSchema }),
  ],
});
