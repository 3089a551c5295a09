import { parseJson } from '#contracts/link';
import type { MessageSchema } from '#contracts/topics/define-topic';
import { type Text, text as textOf } from '#core/texts/text';
import type { ViewerRights } from '../extension/rights';
import type { OpenTopic } from '../extension/topic';
import type { ViewerPort } from '../extension/viewer-port';
import { ViewerStreams } from '../extension/viewer-streams';
import type { LinkContext, LinkTopic } from './link-topic';
import type { LinkedStation } from './linked-station';
import { Subscriptions } from './subscriptions';

const UNKNOWN = {
  message: textOf('refused.notUnderstood'),
  tip: textOf('refused.notUnderstood.tip'),
};
const FAULT = { message: textOf('refused.failed'), tip: textOf('refused.failed.tip') };

/** A viewer that comes without saying what it may do. */
const FULL_RIGHTS: ViewerRights = { mayChange: true };

/** The part of a topic that answers one type of message. */
interface Handler {
  readonly topic: LinkTopic;
  readonly schema: MessageSchema;
  readonly opened: OpenTopic<{ readonly type: string }>;
}

/**
 * One viewer at the station: opens every topic for it, and gives each message to the topic that it is about. What is
 * malformed, not allowed, or fails is answered with an error; the link and the other topics go on.
 */
export class ViewerLink {
  readonly #station: LinkedStation;
  readonly #port: ViewerPort;
  readonly #rights: ViewerRights;
  readonly #handlers = new Map<unknown, Handler>();

  /** @param topics in the order in which they are opened, and tell what there is */
  constructor(station: LinkedStation, port: ViewerPort, topics: readonly LinkTopic[], rights = FULL_RIGHTS) {
    this.#station = station;
    this.#port = port;
    this.#rights = rights;
    const streams = new ViewerStreams(station.hub);
    const subscriptions = new Subscriptions({ station, port, streams });
    const context: LinkContext = {
      station,
      rights,
      port,
      streams,
      subscriptions,
      tell: (message) => port.send(JSON.stringify(message)),
      refuse: (message, tip) => this.#refuse(message, tip),
    };
    const opened: [LinkTopic, OpenTopic][] = [];
    port.onMessage((text) => this.#receive(text));
    port.onClose(() => {
      streams.end();
      for (const [topic, { end }] of opened) this.#guard(topic, () => end?.());
      subscriptions.end();
    });
    for (const topic of topics) {
      this.#guard(topic, () => {
        const open = topic.open(context);
        opened.push([topic, open]);
        for (const schema of topic.contract.asks) {
          this.#handlers.set(schema.shape.type.value, { topic, schema, opened: open });
        }
      });
    }
  }

  #receive(text: string): void {
    const message = parseJson(text);
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
    const handler = this.#handlers.get(type);
    const read = handler?.schema.safeParse(message);
    if (!handler || !read?.success) {
      this.#station.log.debug('a viewer sent a message that this version does not know');
      return this.#refuse(UNKNOWN.message, UNKNOWN.tip);
    }
    const { needs } = handler.topic;
    if (needs && (needs.of?.(read.data) ?? true) && !needs.isMet(this.#rights)) {
      return this.#refuse(needs.refusal.message, needs.refusal.tip);
    }
    this.#guard(handler.topic, () => handler.opened.answer?.(read.data));
  }

  /** A topic's fault is its own: it is logged and told, and ends nothing else. */
  #guard({ contract }: LinkTopic, work: () => void | Promise<void>): void {
    const fail = (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#station.log.error(`link: topic ${contract.name}: ${reason}`);
      this.#refuse(FAULT.message, FAULT.tip);
    };
    try {
      // A listener that gives nothing back may give anything.
      const answer: unknown = work();
      if (answer instanceof Promise) answer.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  #refuse(message: Text, tip: Text): void {
    this.#port.send(JSON.stringify({ type: 'error', message, tip }));
  }
}
