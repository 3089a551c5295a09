import { inspectionTopic } from '#contracts/topics/inspection';
import { inspectStream } from '../../hub/inspect-stream';
import { linkTopicOf } from '../link-topic';

/** Says what is on a stream's links to whoever may watch it; who sends from where, to those alone who may change things. */
export const inspectionHandler = linkTopicOf({
  contract: inspectionTopic,
  open: ({ station, rights, subscriptions, tell }) => ({
    answer({ stream: id }) {
      // A recording is in no list: who plays it may ask.
      const stream = station.hub.get(id) ?? (subscriptions.get(id) && station.hub.find(id));
      if (!stream) return;
      const sections = inspectStream(stream, { seesAddresses: rights.mayChange });
      tell({ type: 'inspection', stream: id, sections });
    },
  }),
});
