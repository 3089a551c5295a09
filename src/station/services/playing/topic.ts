import type { LibraryAsk } from '#contracts/library';
import { libraryTopic } from '#contracts/topics/library';
import { text } from '#core/texts/text';
import { needsChange } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { LIBRARY } from '../recorder/library';
import { LibraryWatch } from './library-watch';
import { PLAYING } from './playing';
import { RecordingPlays } from './recording-plays';

/** What changes recordings for everybody. */
const CHANGES: ReadonlySet<LibraryAsk['ask']> = new Set(['rename', 'pin', 'delete', 'restore']);

/** Lists a viewer the recordings, changes and plays them. */
export const libraryHandler = stationTopic({
  contract: libraryTopic,
  needs: {
    of: ({ about }) => CHANGES.has(about.ask),
    ...needsChange(text('refused.watchOnlyRecordings')),
  },
  open(context) {
    const playing = context.station.get(PLAYING);
    const plays = new RecordingPlays(playing, context);
    const watch = new LibraryWatch(context.station.get(LIBRARY), context);
    return {
      answer({ about }) {
        if (about.ask === 'play' || about.ask === 'close' || about.ask === 'open-file') return plays.answer(about);
        if (about.ask === 'watch') playing?.lookForOthers();
        return watch.answer(about);
      },
      end() {
        watch.end();
        plays.end();
      },
    };
  },
});
