import type { z } from 'zod';

/** A message of the link: an object whose `type` names it on the wire. */
export type MessageSchema = z.ZodObject<{ readonly type: z.ZodLiteral<string> }>;

/**
 * One subject of the link: what a viewer asks (viewer → station) and what it is told (station → viewer). A tell may belong
 * to several topics; an ask belongs to one, which answers it.
 */
export interface Topic<
  Asks extends readonly MessageSchema[] = readonly MessageSchema[],
  Tells extends readonly MessageSchema[] = readonly MessageSchema[],
> {
  readonly name: string;
  readonly asks: Asks;
  readonly tells: Tells;
}

/** What a viewer may ask about a topic. */
export type AskOf<T extends Topic> = z.infer<T['asks'][number]>;
/** What a station tells of a topic. */
export type TellOf<T extends Topic> = z.infer<T['tells'][number]>;

/** Names a topic's messages, with the types of each kept. */
export function defineTopic<const Asks extends readonly MessageSchema[], const Tells extends readonly MessageSchema[]>(
  topic: Topic<Asks, Tells>,
): Topic<Asks, Tells> {
  return topic;
}
