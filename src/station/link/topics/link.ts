import { LINK_VERSION } from '#contracts/link';
import { linkTopic } from '#contracts/topics/link';
import { writeUnits } from '#core/telemetry/units/choice';
import { nowUs, wallUsOf } from '../../clock';
import { linkTopicOf } from '../link-topic';

/** Greets a viewer, and relates its clock to the station's. */
export const linkHandler = linkTopicOf({
  contract: linkTopic,
  open({ station, tell }) {
    tell({
      type: 'welcome',
      version: LINK_VERSION,
      stationVersion: station.version,
      units: writeUnits(station.units),
      wallUs: wallUsOf(0),
    });
    return { answer: ({ viewerUs }) => tell({ type: 'pong', viewerUs, stationUs: nowUs() }) };
  },
});
