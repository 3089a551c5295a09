import type { NamedVehicle } from '#contracts/recent';
import { sourcesTopic } from '#contracts/topics/sources';
import type { Result } from '#core/texts/result';
import { text } from '#core/texts/text';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import type { Stream } from '../../hub/stream';
import { RECENT } from '../../services/recent/recent';
import { linkTopicOf } from '../link-topic';

/** Changes which streams the station fetches. */
export const sourcesHandler = linkTopicOf({
  contract: sourcesTopic,
  needs: needsChange(WATCH_ONLY),
  open({ station, tell, refuse }) {
    const tellAdded = (added: Result<Stream>) => {
      if (added.ok) tell({ type: 'added', stream: added.value.info.id });
      else refuse(text('refused.source', { why: added.message }), text('refused.source.tip'));
    };
    const tellUnknown = (isDone: boolean, id: string) => {
      if (!isDone) refuse(text('refused.notFetched', { id }), text('refused.chooseListed'));
    };
    return {
      answer(ask) {
        switch (ask.type) {
          case 'add':
            return tellAdded(station.sources.add(ask.url, { isSaved: true }));
          case 'remove':
            return tellUnknown(station.sources.remove(ask.stream), ask.stream);
          case 'rename':
            return tellUnknown(station.sources.rename(ask.stream, ask.name), ask.stream);
          case 'colours':
            return tellUnknown(station.sources.correctColours(ask.stream, ask.colours), ask.stream);
          case 'choose-vehicle':
            return tellUnknown(station.sources.chooseVehicle(ask.stream, ask.system ?? undefined), ask.stream);
          case 'take-offer':
            return tellAdded(station.sources.takeOffer(ask.stream, ask.place));
          case 'connect':
            station.get(RECENT)?.shown(vehicleOf(ask));
            return tellAdded(station.vehicle.show(ask));
          case 'disconnect':
            station.get(RECENT)?.shown(undefined);
            return station.vehicle.clear();
          case 'retry':
            return station.retryNow(ask.stream);
        }
      },
    };
  },
});

/** Without the ask around it. */
function vehicleOf({ host, videoPort, telemetryPort, name }: NamedVehicle): NamedVehicle {
  return { host, videoPort, telemetryPort, ...(name !== undefined && { name }) };
}
