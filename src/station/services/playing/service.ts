import { service } from '../../extension/service';
import { LIBRARY } from '../recorder/library';
import { PLAYING, Playing } from './playing';
import { libraryHandler } from './topic';

/** Plays recordings, and films of other programs. */
export const playingService = service({
  id: 'playing',
  flags: {},
  closes: 'players',
  topics: [libraryHandler],
  start({ hub, get, provide }) {
    const playing = new Playing(hub, get(LIBRARY));
    provide(PLAYING, playing);
    return playing;
  },
});
