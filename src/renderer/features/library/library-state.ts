import type { LibraryState } from '#contracts/library';
import { defineState } from '../../viewer/service';

/** The recordings, once they were requested. */
export const libraryState = defineState<{ readonly library: LibraryState | undefined }>({ library: undefined });
