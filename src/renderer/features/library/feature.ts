import type { Feature } from '../../viewer/viewer';
import { libraryState } from './library-state';
import { mergePages } from './merge-pages';

/** All recordings: found, named, kept, deleted, taken away. */
export const library: Feature = {
  id: 'library',
  state: libraryState,
  handle: {
    library: (message, viewer) =>
      viewer.get(libraryState).setState(({ library }) => ({ library: mergePages(library, message.library) })),
  },
  actions: { library: (viewer) => viewer.openPanel('library') },
  panels: { library: { load: async () => (await import('./LibraryDialog')).LibraryDialog } },
};
