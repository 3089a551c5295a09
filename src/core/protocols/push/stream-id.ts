/** What a stream's name may be made of, so that it stands in URLs, file names and log lines as it is. */
const LONGEST_ID = 64;

/**
 * The stream id that a producer asks for with `?id=`, made harmless: letters, digits, `.`, `_` and `-`; everything else
 * becomes a `-`.
 *
 * @returns `undefined` where nothing is left of it, or nothing was asked for.
 */
export function askedStreamId(asked: string | null): string | undefined {
  const id = (asked ?? '')
    .slice(0, LONGEST_ID)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return id === '' ? undefined : id;
}
