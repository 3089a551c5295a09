import type { LinkFailure } from '#contracts/link';
import { STREAM_TYPES } from '#core/protocols/jt808/messages/live';
import type { ChannelTimes } from './channel-times';
import type { StreamType } from './stream-type-choice';

/** What a channel does at the moment. Times of the station's clock, µs, are when it is to look again. */
type Phase =
  /** The terminal is not there. */
  | { readonly phase: 'offline' }
  /** Not watched. */
  | { readonly phase: 'idle' }
  /** Nothing has come, after so many attempts: it was asked for, or will be at `untilUs`. */
  | { readonly phase: 'starting'; readonly attempts: number; readonly isAsked: boolean; readonly untilUs: number }
  | Streaming;

export interface Streaming {
  readonly phase: 'streaming';
  readonly isPaused: boolean;
  /** When packets were first to be expected: it opened, or was resumed. */
  readonly expectedUs: number;
  readonly silentUs: number;
  readonly lossReportUs: number;
  readonly lookUs: number;
}

export interface ChannelState {
  readonly now: Phase;
  /** Which of its two streams was asked for last. */
  readonly streamType: StreamType;
  /** The terminal would not give its sub stream. */
  readonly hasNoSub: boolean;
  /** Its last watcher has gone: what is next, and when. */
  readonly unwatched?: { readonly next: 'pause' | 'close'; readonly atUs: number };
}

export const FIRST_STATE: ChannelState = {
  now: { phase: 'offline' },
  streamType: STREAM_TYPES.main,
  hasNoSub: false,
};

export type Failure = Omit<LinkFailure, 'everData'>;

export type ChannelEvent =
  /** The terminal is there, or another connection of it. */
  | { readonly type: 'online' }
  | { readonly type: 'offline'; readonly detail: string }
  | { readonly type: 'watched'; readonly isWatched: boolean }
  /** A connection brings its packets from here on. */
  | { readonly type: 'opened' }
  /** That connection has ended. */
  | { readonly type: 'closed'; readonly detail: string }
  /** The terminal would not send the stream that it was asked for. */
  | { readonly type: 'refused'; readonly streamType: StreamType }
  /** It would not change over to it on the connection that stands. */
  | { readonly type: 'switch-refused' }
  | { readonly type: 'retry' }
  /** It may be time for something: see `nextLookUs`. */
  | { readonly type: 'time' }
  | { readonly type: 'end' };

/** What else is the case when an event comes. */
export interface ChannelFacts {
  readonly nowUs: number;
  readonly number: number;
  readonly isWatched: boolean;
  /** The stream that serves all who take it. */
  readonly wantedType: StreamType;
  /** When the last packet came, µs. */
  readonly lastPacketUs: number;
  readonly times: ChannelTimes;
}

export type ChannelEffect =
  | { readonly do: 'request'; readonly streamType: StreamType }
  | { readonly do: 'control'; readonly command: number; readonly streamType: StreamType }
  /** Has it change over to its other stream on the connection that stands. */
  | { readonly do: 'switch'; readonly streamType: StreamType }
  /** What comes next continues nothing of before. */
  | { readonly do: 'restart' }
  /** Lets go of the connection that brings the packets, where there is one. `failure` tells viewers why. */
  | { readonly do: 'leave'; readonly reason: string; readonly failure?: Failure }
  | { readonly do: 'show'; readonly state: 'stopped' }
  | { readonly do: 'show'; readonly state: 'connecting'; readonly failure?: LinkFailure }
  | { readonly do: 'report-loss' };

export interface ChannelStep {
  readonly state: ChannelState;
  /** In this order. */
  readonly effects: readonly ChannelEffect[];
}

/** When a `time` event is due, µs; `undefined` for never. */
export function nextLookUs({ now, unwatched }: ChannelState): number | undefined {
  const due = unwatched ? [unwatched.atUs] : [];
  if (now.phase === 'starting') due.push(now.untilUs);
  if (now.phase === 'streaming') due.push(now.silentUs, now.lossReportUs, now.lookUs);
  return due.length === 0 ? undefined : Math.min(...due);
}
