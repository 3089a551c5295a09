import { streamsTopic } from '#contracts/topics/streams';
import { linkTopicOf } from '../link-topic';

/** Tells a viewer its streams, whenever they change. */
export const streamsHandler = linkTopicOf({
  contract: streamsTopic,
  open({ streams, tell }) {
    const tellStreams = () => tell({ type: 'streams', streams: streams.list().map(({ info }) => info) });
    tellStreams();
    return { end: streams.onChange(tellStreams) };
  },
});
