import type { AskOf, TellOf, Topic } from '#contracts/topics/define-topic';
import type { Text } from '#core/texts/text';
import type { Need, ViewerRights } from './rights';
import type { StationParts } from './station-parts';
import type { ViewerStreams } from './viewer-streams';

/** The station's half of a topic: one row of the table of topics. */
export interface StationTopic<T extends Topic = Topic> {
  /** Names its messages, with their schemas. */
  readonly contract: T;
  /** The right that its asks need; absent: every viewer may ask. */
  readonly needs?: Need<AskOf<T>>;
  /** A viewer's link opens: may tell it what there is, and follow what changes. */
  open(context: TopicContext<T>): OpenTopic<AskOf<T>>;
}

/** A topic for one viewer, while its link is open. */
export interface OpenTopic<Ask = never> {
  /**
   * Answers an ask that is valid and allowed. What it throws or rejects with is logged and told to the viewer as an error;
   * the link goes on.
   */
  answer?(ask: Ask): void | Promise<void>;
  /** The link has ended. */
  end?(): void;
}

/** What a topic is given of one viewer's link. */
export interface TopicContext<T extends Topic = Topic> {
  readonly station: StationParts;
  readonly rights: ViewerRights;
  /** The streams that this viewer may watch. */
  readonly streams: ViewerStreams;
  tell(message: TellOf<T>): void;
  /** Says that something was not done, and what to try. The only way in which a topic refuses. */
  refuse(message: Text, tip: Text): void;
}

/** Keeps the types of a topic's messages. */
export function stationTopic<T extends Topic>(topic: StationTopic<T>): StationTopic<T> {
  return topic;
}
