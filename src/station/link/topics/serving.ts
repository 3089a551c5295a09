import { servingTopic } from '#contracts/topics/serving';
import { text } from '#core/texts/text';
import { linkTopicOf } from '../link-topic';

/** Switches the gateway for others, for the person at this machine. */
export const servingHandler = linkTopicOf({
  contract: servingTopic,
  needs: {
    isMet: ({ serving }) => serving !== undefined,
    refusal: { message: text('refused.ownWindow'), tip: text('refused.ownWindow.tip') },
  },
  open({ rights: { serving }, tell, refuse }) {
    if (!serving) return {};
    const tellState = () => tell({ type: 'serving', serving: serving.state });
    const unsubscribe = serving.onChange(tellState);
    tellState();
    return {
      answer(ask) {
        if (ask.type === 'serve') return serving.start(ask.settings);
        if (ask.type === 'stop-serving') return serving.stop();
        const url = serving.invite(ask.role);
        if (url === undefined) return refuse(text('refused.noLink'), text('refused.noLink.tip'));
        tell({ type: 'invitation', invitation: { role: ask.role, url } });
      },
      end: unsubscribe,
    };
  },
});
