import type { LibraryState } from '#contracts/library';

/**
 * The list as it is known, with a page of it that has just come.
 *
 * @param before absent, or of another question: it is forgotten
 */
export function mergePages(before: LibraryState | undefined, page: LibraryState): LibraryState {
  const known = before?.request === page.request ? before.recordings : [];
  const recordings = [
    ...known.slice(0, page.first),
    ...page.recordings,
    ...known.slice(page.first + page.recordings.length),
  ].slice(0, page.found);
  return { ...page, first: 0, recordings };
}
