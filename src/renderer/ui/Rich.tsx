import { Fragment, type ReactNode } from 'react';
import type { TextId, TextParams } from '#core/texts/text';
import { useTexts } from './use-texts';

/** Private-use characters of Unicode: no message has them. */
const MARK = '\uE000';

interface Props<Id extends TextId> {
  readonly id: Id;
  /** What stands for each parameter: a command, an address, a button. */
  readonly parts: { readonly [Name in keyof TextParams<Id>]: ReactNode };
}

/** A message with elements in it, in the order that the language has. */
export function Rich<Id extends TextId>({ id, parts }: Props<Id>) {
  const t = useTexts();
  const names = Object.keys(parts);
  const params = Object.fromEntries(names.map((name, at) => [name, `${MARK}${at}${MARK}`]));
  // Every name of the message is there, and stands for text.
  const pieces = (t as (id: TextId, params: object) => string)(id, params).split(MARK);
  return pieces.map((piece, at) => (
    <Fragment key={at}>{at % 2 === 0 ? piece : parts[names[Number(piece)] as keyof typeof parts]}</Fragment>
  ));
}
