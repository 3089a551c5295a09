import { z } from 'zod';
import type { AskOf, MessageSchema, TellOf } from './topics/define-topic';
import { TOPICS } from './topics/table';

export {
  LINK_ROLES,
  type LinkFailure,
  type LinkRole,
  type LinkState,
  linkFailureSchema,
  type StreamLinks,
  type WaitingFor,
} from './link-state';
export { linkRolesOf, type PiVehicle, type StreamInfo } from './stream-info';
export type { StreamStatistics } from './stream-statistics';
export { telemetrySchema } from './telemetry';
export type { Pending } from './topics/approvals';

/**
 * The messages between a station and a viewer, the same over a MessagePort (Electron) and a WebSocket (browser). JSON text
 * for all but pictures and sound, which are binary (`picture.ts`, `audio.ts`). Each message belongs to a topic
 * (`topics/`). Both ends validate what they receive; a message that does not fit never ends the link.
 */
export const LINK_VERSION = 1;

type LinkTopic = (typeof TOPICS)[number];

/** Station → viewer. */
export const stationMessageSchema = unionOf(TOPICS.flatMap(({ tells }) => [...tells]));
export type StationMessage = TellOf<LinkTopic>;

/** Viewer → station. */
export const viewerMessageSchema = unionOf(TOPICS.flatMap(({ asks }) => [...asks]));
export type ViewerMessage = AskOf<LinkTopic>;

/** Longest JSON message either end accepts, in UTF-16 units. */
export const MAX_JSON_LENGTH = 256 * 1024;

/**
 * Reads one JSON message.
 *
 * @returns `undefined` for anything that is not a message of this contract.
 */
export function parseMessage<S extends z.ZodType>(schema: S, text: string): z.infer<S> | undefined {
  const value = parseJson(text);
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

/** Reads the JSON of a message; `undefined` where it is none, or longer than a message may be. */
export function parseJson(text: string): unknown {
  if (text.length > MAX_JSON_LENGTH) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One schema of messages that are told apart by `type`. A message of several topics counts once. */
function unionOf<S extends MessageSchema>(schemas: readonly S[]) {
  const [first, ...rest] = new Set(schemas);
  if (!first) throw new Error('no messages');
  return z.discriminatedUnion('type', [first, ...rest]);
}
