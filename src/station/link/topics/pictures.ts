import { picturesTopic } from '#contracts/topics/pictures';
import { linkTopicOf } from '../link-topic';

/** Gives a viewer the streams that it takes. */
export const picturesHandler = linkTopicOf({
  contract: picturesTopic,
  open({ subscriptions, refuse }) {
    return {
      answer(ask) {
        switch (ask.type) {
          case 'subscribe': {
            const takesH265 = ask.codecs?.includes('h265') === true;
            const refusal = subscriptions.add(ask.stream, { takesH265, size: ask.size });
            if (refusal) refuse(refusal.message, refusal.tip);
            return;
          }
          case 'unsubscribe':
            return subscriptions.remove(ask.stream);
          case 'shown':
            return subscriptions.get(ask.stream)?.showAt(ask.size);
          case 'ack':
            return subscriptions.get(ask.stream)?.acknowledge(ask.pictures);
          case 'pause':
            return subscriptions.get(ask.stream)?.pause(ask.pictures);
        }
      },
    };
  },
});
