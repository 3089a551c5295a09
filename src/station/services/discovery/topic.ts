import { foundTopic } from '#contracts/topics/found';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { LOOKOUT } from './lookout';

/** Tells a viewer that may add vehicles which are found, while it looks. */
export const foundHandler = stationTopic({
  contract: foundTopic,
  needs: needsChange(WATCH_ONLY),
  open({ station, tell }) {
    let end: (() => void) | undefined;
    const stop = () => {
      end?.();
      end = undefined;
    };
    return {
      answer({ on }) {
        stop();
        const lookout = station.get(LOOKOUT);
        if (!on || !lookout) return;
        const tellPlaces = () => tell({ type: 'found', places: [...lookout.places] });
        end = lookout.look(tellPlaces);
        tellPlaces();
      },
      end: stop,
    };
  },
});
