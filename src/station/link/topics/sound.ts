import { soundTopic } from '#contracts/topics/sound';
import { linkTopicOf } from '../link-topic';

/** Gives a viewer the sound of the streams that it takes. */
export const soundHandler = linkTopicOf({
  contract: soundTopic,
  open: ({ subscriptions }) => ({
    answer(ask) {
      const subscription = subscriptions.get(ask.stream);
      if (ask.type === 'sound') subscription?.setSound(ask.on, ask.codecs);
      else subscription?.acknowledgeSound(ask.chunks);
    },
  }),
});
