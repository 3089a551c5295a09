import { PlayedRecordings } from '../streams/played-recordings';
import type { Service } from './viewer';

/** Recordings, in the place of what is live. */
export const playedRecordings: Service<PlayedRecordings> = {
  create: (viewer) =>
    new PlayedRecordings({
      ask: (about) => viewer.send({ type: 'library', about }),
      streams: () => viewer.store.getState().streams,
      setWall: (change) => viewer.setWall(change),
      onOpened: () => viewer.openPanel('none'),
    }),
};
