import { recentTopic } from '#contracts/topics/recent';
import { reasonOf } from '#core/reason-of';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import { DEMO } from '../../extension/demo';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { SHOWN_VEHICLE } from '../../sources/shown-vehicle';
import { RECENT } from './recent';

/** Tells a viewer that may choose what is shown what was shown before. */
export const recentHandler = stationTopic({
  contract: recentTopic,
  needs: needsChange(WATCH_ONLY),
  open({ station, rights, tell, refuse }) {
    const [recent, demo] = [station.get(RECENT), station.get(DEMO)];
    if (!recent || !rights.mayChange) return {};
    const tellState = () => tell({ type: 'recent', recent: recent.state, hasDemo: demo !== undefined });
    tellState();
    const unsubscribe = recent.onChange(tellState);
    return {
      async answer(ask) {
        if (ask.type === 'remember') return recent.remember(ask.vehicle, ask.picture, Date.now());
        if (ask.type === 'forget') return recent.forget(ask.vehicle);
        if (ask.type === 'start-with') return recent.startWith(ask.start);
        if (!demo) return refuse(text('refused.noDemo'), text('refused.noDemo.tip'));
        try {
          const vehicle = { ...(await demo.start()), name: english('connect.demoName') };
          const added = station.get(SHOWN_VEHICLE)?.show(vehicle);
          if (added?.ok) tell({ type: 'added', stream: added.value.info.id });
        } catch (error) {
          refuse(text('refused.demo', { reason: reasonOf(error) }), text('refused.demo.tip'));
        }
      },
      end: unsubscribe,
    };
  },
});
