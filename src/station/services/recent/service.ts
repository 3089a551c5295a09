import { service } from '../../extension/service';
import { RECENT, Recent } from './recent';
import { recentHandler } from './topic';

/** Remembers what was shown. */
export const recentService = service({
  id: 'recent',
  flags: {},
  closes: 'clips',
  topics: [recentHandler],
  start({ folder, log, provide }) {
    const recent = new Recent(folder, log);
    provide(RECENT, recent);
    return { close: () => recent.saved() };
  },
});
