import { z } from 'zod';
import { FOREIGN_FORMATS } from '#core/bitstream/foreign-format';

/** Why a socket, or a device of the station's own, is not connected. */
export const linkFailureSchema = z.object({
  cause: z.enum([
    'refused',
    'unreachable',
    'not-found',
    'timed-out',
    'closed',
    'silent',
    'unauthorised',
    'protocol',
    'absent',
    'no-permission',
    'busy',
    'wrong-speed',
    'unsupported',
    'error',
  ]),
  /** For people who look closer: `ECONNREFUSED 192.168.1.100:8000`. */
  detail: z.string().max(300),
  /** Whether the connection that ended carried anything. */
  everData: z.boolean(),
});
export type LinkFailure = z.infer<typeof linkFailureSchema>;

/**
 * What a video socket that gives bytes does not give yet. `entry`: a key picture, too, after so many pictures that there may
 * never be one.
 */
const waitingForSchema = z.enum(['picture', 'parameter-sets', 'key-picture', 'entry', 'transcoder', 'video']);
export type WaitingFor = z.infer<typeof waitingForSchema>;

/** How one link of a stream is doing. Times are on the station's clock. */
export const linkStateSchema = z.discriminatedUnion('state', [
  /** An attempt is under way: the first, or one after `failure`. */
  z.object({ state: z.literal('connecting'), failure: linkFailureSchema.optional() }),
  /** Connected since `sinceUs`; `lastDataUs` is absent until something came. */
  z.object({
    state: z.literal('open'),
    sinceUs: z.number(),
    lastDataUs: z.number().optional(),
    waitingFor: waitingForSchema.optional(),
    /** What comes instead, where `waitingFor` is `video`. */
    found: z.enum(FOREIGN_FORMATS).optional(),
  }),
  /** Not connected; the next attempt starts at `retryAtUs`. */
  z.object({ state: z.literal('failed'), failure: linkFailureSchema, retryAtUs: z.number() }),
  /** Ended by a person; of a source that is fetched only while it is watched: it is not watched. */
  z.object({ state: z.literal('stopped') }),
]);
export type LinkState = z.infer<typeof linkStateSchema>;

/** What a link of a stream carries. Video and sound in one connection are one link, that of the video. */
export const LINK_ROLES = ['video', 'telemetry', 'sound'] as const;
export type LinkRole = (typeof LINK_ROLES)[number];

/** The links of a stream's sources; a role is absent where none has such a link. */
export const streamLinksSchema = z.object({
  video: linkStateSchema.exactOptional(),
  telemetry: linkStateSchema.exactOptional(),
  sound: linkStateSchema.exactOptional(),
} satisfies Record<LinkRole, z.ZodType>);
export type StreamLinks = Readonly<z.infer<typeof streamLinksSchema>>;
