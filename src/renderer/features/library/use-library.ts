import { useEffect, useState } from 'react';
import { type LibraryQuery, type LibraryState, MAX_PAGES, PAGE_LENGTH } from '#contracts/library';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { libraryState } from './library-state';

const NEWEST_FIRST: LibraryQuery = { words: '', sortBy: 'start', descending: true, pages: 1 };

export interface Library {
  readonly isLinked: boolean;
  /** `undefined` until the station has said. */
  readonly state: LibraryState | undefined;
  readonly query: LibraryQuery;
  /** Asks for others, or for another order: from the top again. */
  readonly change: (change: Partial<Omit<LibraryQuery, 'pages'>>) => void;
  /** Asks for one page more, where there is one. */
  readonly more: () => void;
}

/** The list of recordings, asked for while it is looked at. */
export function useLibrary(): Library {
  const viewer = useViewer();
  const isLinked = useViewerState(({ link }) => link === 'open');
  const state = useFeatureState(libraryState, ({ library }) => library);
  // Numbers of questions go on from those of the last time that somebody looked.
  const [asked, setAsked] = useState(() => ({ query: NEWEST_FIRST, number: (state?.request ?? 0) + 1 }));
  useEffect(() => {
    if (isLinked)
      viewer.send({
        type: 'library',
        about: { ask: 'watch', ...asked.query, words: asked.query.words.trim(), request: asked.number },
      });
  }, [viewer, isLinked, asked]);
  useEffect(() => {
    if (!isLinked) return undefined;
    return () => viewer.send({ type: 'library', about: { ask: 'leave' } });
  }, [viewer, isLinked]);
  return {
    isLinked,
    state,
    query: asked.query,
    change: (change) =>
      setAsked(({ query, number }) => ({ query: { ...query, ...change, pages: 1 }, number: number + 1 })),
    more: () => setAsked((now) => withMore(now, state)),
  };
}

type Asked = { readonly query: LibraryQuery; readonly number: number };

/** One page more than is there; the same, where it is asked for already or there is none. */
function withMore(asked: Asked, state: LibraryState | undefined): Asked {
  if (state?.request !== asked.number || state.recordings.length >= state.found) return asked;
  const pages = Math.min(MAX_PAGES, Math.floor(state.recordings.length / PAGE_LENGTH) + 1);
  return pages <= asked.query.pages ? asked : { ...asked, query: { ...asked.query, pages } };
}
