import { useEffect, useState } from 'react';
import { type LibraryState, type LibraryWish, MOST_PAGES, PAGE_LENGTH } from '#contracts/library';
import { useViewer, useViewerState } from '../ui/viewer-context';

const NEWEST_FIRST: LibraryWish = { words: '', sortBy: 'start', descending: true, pages: 1 };

export interface Library {
  readonly isLinked: boolean;
  /** `undefined` until the station has said. */
  readonly state: LibraryState | undefined;
  readonly wish: LibraryWish;
  /** Asks for others, or for another order: from the top again. */
  readonly change: (change: Partial<Omit<LibraryWish, 'pages'>>) => void;
  /** Asks for one page more, where there is one. */
  readonly more: () => void;
}

/** The list of recordings, asked for while it is looked at. */
export function useLibrary(): Library {
  const { viewer } = useViewer();
  const isLinked = useViewerState(({ link }) => link === 'open');
  const state = useViewerState(({ library }) => library);
  // Numbers of questions go on from those of the last time that somebody looked.
  const [asked, setAsked] = useState(() => ({ wish: NEWEST_FIRST, number: (state?.wish ?? 0) + 1 }));
  useEffect(() => {
    if (isLinked)
      viewer.station.library({ ask: 'watch', ...asked.wish, words: asked.wish.words.trim(), wish: asked.number });
  }, [viewer, isLinked, asked]);
  useEffect(() => {
    if (!isLinked) return undefined;
    return () => viewer.station.library({ ask: 'leave' });
  }, [viewer, isLinked]);
  return {
    ...{ isLinked, state, wish: asked.wish },
    change: (change) =>
      setAsked(({ wish, number }) => ({ wish: { ...wish, ...change, pages: 1 }, number: number + 1 })),
    more: () => setAsked((now) => withMore(now, state)),
  };
}

type Asked = { readonly wish: LibraryWish; readonly number: number };

/** One page more than is there; the same, where it is asked for already or there is none. */
function withMore(asked: Asked, state: LibraryState | undefined): Asked {
  if (state?.wish !== asked.number || state.recordings.length >= state.found) return asked;
  const pages = Math.min(MOST_PAGES, Math.floor(state.recordings.length / PAGE_LENGTH) + 1);
  return pages <= asked.wish.pages ? asked : { ...asked, wish: { ...asked.wish, pages } };
}
