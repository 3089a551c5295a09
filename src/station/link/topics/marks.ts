import { marksTopic } from '#contracts/topics/marks';
import { text } from '#core/texts/text';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import { linkTopicOf } from '../link-topic';
import { markMoment } from '../past';

/** Marks moments for everybody. */
export const marksHandler = linkTopicOf({
  contract: marksTopic,
  needs: needsChange(WATCH_ONLY),
  open: ({ station, subscriptions, tell, refuse }) => ({
    answer({ streams, atUs }) {
      const marks = streams.map((stream) => markMoment(station, stream, atUs));
      const set = marks.filter(({ isKept, isRecorded }) => isKept || isRecorded);
      const [first] = set;
      if (!first) return refuse(text('refused.noMark'), text('refused.noMark.tip'));
      for (const stream of streams) subscriptions.get(stream)?.tellPlayback();
      const recordings = set.filter(({ isRecorded }) => isRecorded).length;
      tell({ type: 'marked', atUs: first.atUs, streams: set.length, recordings });
    },
  }),
});
