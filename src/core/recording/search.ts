/**
 * Whether every word that is looked for is in one of the texts, in any case and order.
 *
 * @param words separated by white space; none is in everything
 */
export function hasWords(texts: readonly string[], words: string): boolean {
  const all = texts.join('\n').toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
