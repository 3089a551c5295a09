import { text } from '#core/texts/text';
import { playedRecordings } from '../../viewer/played-recordings';
import type { Feature } from '../../viewer/viewer';
import { takeDroppedFiles } from './dropped-files';

/** Plays recordings and files in the place of what is live. */
export const playing: Feature = {
  id: 'playing',
  handle: { opened: ({ stream }, viewer) => viewer.get(playedRecordings).opened(stream) },
  keys: {
    isUsed: ({ stream }) => stream?.playback !== undefined,
    help: [{ keys: text('keys.escape'), label: text('keys.backToLive') }],
  },
  start: (viewer) => takeDroppedFiles(viewer.get(playedRecordings), viewer.bridge),
};
