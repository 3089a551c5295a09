import { playbackTopic } from '#contracts/topics/playback';
import { linkTopicOf } from '../link-topic';

/** Plays a viewer the past of the streams that it takes. */
export const playbackHandler = linkTopicOf({
  contract: playbackTopic,
  open: ({ subscriptions }) => ({
    answer(ask) {
      const subscription = subscriptions.get(ask.stream);
      if (ask.type === 'play') subscription?.play(ask);
      else if (ask.type === 'live') subscription?.live();
      else if (ask.type === 'shift-telemetry') subscription?.shiftTelemetry(ask.byUs);
      else if (ask.type === 'past-values') void subscription?.pastValues(ask);
      else subscription?.track();
    },
  }),
});
