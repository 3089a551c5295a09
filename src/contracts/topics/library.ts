import { z } from 'zod';
import { libraryAskSchema, libraryStateSchema } from '../library';
import { defineTopic } from './define-topic';

/** The recordings that there are; see `../library.ts`. */
export const libraryTopic = defineTopic({
  name: 'library',
  asks: [z.object({ type: z.literal('library'), about: libraryAskSchema })],
  tells: [
    /** The recordings that there are; told to a viewer that watches the library. */
    z.object({ type: z.literal('library'), library: libraryStateSchema }),
    /** A recording is played: its stream is among the `streams`. Answers `play` and `open-file`. */
    z.object({ type: z.literal('opened'), stream: z.string() }),
  ],
});
