import type { EN } from './en';
import type { ParamsOf } from './params';

/** Names a message of the catalogue. */
export type TextId = keyof typeof EN;

/** What a message's pattern wants. */
export type TextParams<Id extends TextId> = ParamsOf<(typeof EN)[Id], Shown>;

/** A message without parameters: what tables of labels name. */
export type PlainTextId = { [Id in TextId]: keyof TextParams<Id> extends never ? Id : never }[TextId];

/** Nothing for a message without parameters, so that none can be given. */
export type TextArguments<Id extends TextId> = [Id] extends [PlainTextId] ? [] : [params: TextParams<Id>];

/** What a parameter may be: a number is written as it is (ports), unless the message says `{n, number}`. */
export type Shown = string | number | Text;

declare const made: unique symbol;

/**
 * A message for people, as data: what crosses a process or the network, and what is kept in a state. `Speaker` says it in
 * a language. Only `text` and the schema of the contracts make one, so that its parameters are those of its id.
 */
export interface Text {
  readonly id: TextId;
  readonly params?: Readonly<Record<string, Shown>>;
  readonly [made]: true;
}

/** A message for people: what is the matter, and what to try. */
export interface Advice {
  readonly message: Text;
  readonly tip: Text;
}

export function text<Id extends TextId>(id: Id, ...[params]: TextArguments<Id>): Text {
  return (params ? { id, params } : { id }) as unknown as Text;
}

/** Words that are in no catalogue, since they come from elsewhere: a vehicle's name, what a system call said. */
export function verbatim(words: string): Text {
  return text('verbatim', { words });
}
