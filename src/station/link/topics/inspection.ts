import { inspectionTopic } from '#contracts/topics/inspection';
import { inspectVideo } from '#core/inspection/inspect-video';
import { boundedInspection, type InspectionSection } from '#core/inspection/inspection';
import { text, verbatim } from '#core/texts/text';
import type { Stream } from '../../hub/stream';
import { linkTopicOf } from '../link-topic';

/** Says what is on a stream's links to whoever may watch it. */
export const inspectionHandler = linkTopicOf({
  contract: inspectionTopic,
  open: ({ station, subscriptions, tell }) => ({
    answer({ stream: id }) {
      // A recording is in no list: who plays it may ask.
      const stream = station.hub.get(id) ?? (subscriptions.get(id) && station.hub.find(id));
      if (stream) tell({ type: 'inspection', stream: id, sections: sectionsOf(stream) });
    },
  }),
});

function sectionsOf(stream: Stream): readonly InspectionSection[] {
  const { pictureEnds, ...figures } = stream.statistics();
  const { video } = stream.info;
  const from = video === '' ? [] : [{ label: text('inspection.from'), value: verbatim(video) }];
  const seen = inspectVideo({ ...figures, waited: pictureEnds.waited });
  const own = video === '' ? [] : [{ ...seen, rows: [...from, ...seen.rows] }];
  return boundedInspection([...own, ...stream.inspect()]);
}
