import { decodeFields } from '../decode';
import { type Field, fieldsOf, type ValuesOfFields } from '../fields';
import { KNOWN_MESSAGES, type KnownMessage } from '../known-messages';
import type { Packet } from '../packet';
import { FLIGHT_MESSAGES } from './flight';
import { LINK_MESSAGES } from './link';
import { POWER_MESSAGES } from './power';
import { SENSOR_MESSAGES } from './sensors';

/** The fields of every message that is read or written, by the standard's names. A message more is a line in a file beside. */
const MESSAGE_SPECS = { ...FLIGHT_MESSAGES, ...SENSOR_MESSAGES, ...POWER_MESSAGES, ...LINK_MESSAGES } as const;

export type MessageName = keyof typeof MESSAGE_SPECS;

/** What a message says, unknown values as `undefined`. */
export type MessageValues<N extends MessageName> = ValuesOfFields<(typeof MESSAGE_SPECS)[N]>;

/** One message as it was read. */
export type Message = {
  readonly [N in MessageName]: { readonly name: N; readonly values: MessageValues<N> };
}[MessageName];

export interface MessageDefinition extends KnownMessage {
  readonly name: MessageName;
  readonly fields: readonly Field[];
}

export const MESSAGES: ReadonlyMap<number, MessageDefinition> = new Map(
  KNOWN_MESSAGES.filter(({ name }) => Object.hasOwn(MESSAGE_SPECS, name)).map((known) => {
    const name = known.name as MessageName;
    return [known.id, { ...known, name, fields: fieldsOf(MESSAGE_SPECS[name]) }];
  }),
);

const BY_NAME: ReadonlyMap<string, MessageDefinition> = new Map(
  [...MESSAGES.values()].map((each) => [each.name, each]),
);

export function definitionOf(name: MessageName): MessageDefinition {
  const found = BY_NAME.get(name);
  if (!found) throw new Error(name);
  return found;
}

export function knownIdOf(name: MessageName): number {
  return definitionOf(name).id;
}

/** The name of a message that can be read; `undefined` of one that is only counted. */
export function readableName(id: number): MessageName | undefined {
  return MESSAGES.get(id)?.name;
}

/** Reads what a packet says; `undefined` where its message is one that is only counted. Never throws. */
export function readMessage(packet: Packet): Message | undefined {
  const definition = MESSAGES.get(packet.message.id);
  if (!definition) return undefined;
  // The table's types are those of the fields that are read.
  return { name: definition.name, values: decodeFields(definition.fields, packet) } as Message;
}
