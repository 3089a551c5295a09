import type { ExportAsk } from '#contracts/exports';
import { exportsTopic } from '#contracts/topics/exports';
import { text } from '#core/texts/text';
import { needsChange } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { EXPORTS } from './exports';
import { ExportsWatch } from './exports-watch';

/** What makes and removes clips. */
const CHANGES: ReadonlySet<ExportAsk['ask']> = new Set(['start', 'cancel', 'remove']);

/** Lists a viewer the clips, and makes them. */
export const exportsHandler = stationTopic({
  contract: exportsTopic,
  needs: { of: ({ about }) => CHANGES.has(about.ask), ...needsChange(text('refused.watchOnlyClips')) },
  open(context) {
    const watch = new ExportsWatch(context.station.get(EXPORTS), context);
    return { answer: ({ about }) => watch.answer(about), end: () => watch.end() };
  },
});
