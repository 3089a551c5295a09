import { fleetTopic } from '#contracts/topics/fleet';
import type { FleetAsk } from '#contracts/vehicles';
import { text } from '#core/texts/text';
import { needsChange } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { FLEET } from '../../sources/accept/jt/fleet';
import { FleetWatch } from './fleet-watch';

/** What every viewer may ask. */
const WATCHES: ReadonlySet<FleetAsk['ask']> = new Set(['watch', 'recordings', 'picture']);

/** Lists a viewer the dash cams' vehicles, and has them play what they recorded. */
export const fleetHandler = stationTopic({
  contract: fleetTopic,
  needs: { of: ({ about }) => !WATCHES.has(about.ask), ...needsChange(text('refused.watchOnlyDashCams')) },
  open(context) {
    const watch = new FleetWatch(() => context.station.get(FLEET), context);
    return { answer: ({ about }) => watch.answer(about), end: () => watch.end() };
  },
});
