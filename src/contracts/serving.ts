import { z } from 'zod';
import { textSchema } from './text';

/**
 * How the viewer's window switches a gateway for others on and off: `docs/architecture.md`, “Serving others”. Only the
 * window of the machine's own person is offered it.
 */

/** Who a link lets in. */
export const INVITED_ROLES = ['viewer', 'publisher', 'admin'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** What a person wants of the gateway for others. */
export const servingSettingsSchema = z.object({
  /** `0.0.0.0` is every network of this machine. */
  address: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[^\s/?#@[\]]+$/),
  /** 0: any free one. */
  port: z.number().int().min(0).max(65535),
  tls: z.boolean(),
  /** Also when the program starts the next time. */
  keep: z.boolean(),
});
export type ServingSettings = z.infer<typeof servingSettingsSchema>;

/** Whether this machine serves others, beyond its own window. */
export const servingStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('starting') }),
  z.object({
    state: z.literal('on'),
    settings: servingSettingsSchema,
    /** Where browsers find the viewer; the first is the likeliest. */
    urls: z.array(z.string().max(300)).max(100),
    /** Whether clients need a token. */
    needsToken: z.boolean(),
    /** SHA-256 of its certificate as browsers show it. */
    fingerprint: z.string().max(200).optional(),
    /** Connections that take pictures at this moment. */
    watching: z.number().int().min(0),
  }),
  /** It cannot: why. */
  z.object({ state: z.literal('failed'), settings: servingSettingsSchema, message: textSchema }),
]);
export type ServingState = z.infer<typeof servingStateSchema>;

/** A link that lets somebody in, shown to the person who asked for it. */
export const invitationSchema = z.object({ role: z.enum(INVITED_ROLES), url: z.string().max(500) });
export type Invitation = z.infer<typeof invitationSchema>;
