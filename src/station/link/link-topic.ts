import type { AskOf, Topic } from '#contracts/topics/define-topic';
import type { OpenTopic, StationTopic, TopicContext } from '../extension/topic';
import type { ViewerPort } from '../extension/viewer-port';
import type { LinkedStation } from './linked-station';
import type { Subscriptions } from './subscriptions';

/** A topic of the link itself, which knows more of it than a service's topic does. */
export interface LinkTopic<T extends Topic = Topic> extends Omit<StationTopic<T>, 'open'> {
  open(context: LinkContext<T>): OpenTopic<AskOf<T>>;
}

/** What such a topic is given of one viewer's link. */
export interface LinkContext<T extends Topic = Topic> extends TopicContext<T> {
  readonly station: LinkedStation;
  readonly port: ViewerPort;
  /** The streams that this viewer takes. */
  readonly subscriptions: Subscriptions;
}

/** Keeps the types of a topic's messages. */
export function linkTopicOf<T extends Topic>(topic: LinkTopic<T>): LinkTopic<T> {
  return topic;
}
