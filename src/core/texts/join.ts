import { type Text, text } from './text';

/** `a, b, c`: at most four, as deep as messages may lie in each other. */
export function listOf(first: Text, ...others: readonly Text[]): Text {
  return others.reduce((all, second) => text('list', { first: all, second }), first);
}
