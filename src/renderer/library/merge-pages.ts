import type { LibraryState } from '#contracts/library';

/**
 * The list as it is known, with a page of it that was just told.
 *
 * @param before absent, or of another question: it is forgotten
 */
export function mergePages(before: LibraryState | undefined, told: LibraryState): LibraryState {
  const known = before?.wish === told.wish ? before.recordings : [];
  const recordings = [
    ...known.slice(0, told.first),
    ...told.recordings,
    ...known.slice(told.first + told.recordings.length),
  ].slice(0, told.found);
  return { ...told, first: 0, recordings };
}
