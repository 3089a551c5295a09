import type { PlayRequest } from '#contracts/playback';
import { CLOCK_AT_ZERO, type ClockSetting } from './playback-clock';

/** What playback remembers, whatever it does. A place names a picture of the medium. Times in µs. */
export interface PlaybackMemory {
  /** Of what was asked for last: what was begun for another is of no use any more. */
  readonly turn: number;
  /** As the viewer named it; 0: nothing was asked for. */
  readonly run: number;
  readonly keysOnly: boolean;
  /** Others are played in step: no pause is left out. */
  readonly inStep: boolean;
  readonly isAtEnd: boolean;
  readonly clock: ClockSetting;
  /** Where it is: of the picture that was asked for, or shown since. */
  readonly place: number | undefined;
  /** Of the picture that was sent last, shown or hidden: only what follows it can be decoded with nothing else. */
  readonly sent: number | undefined;
  /** What is shown earlier than what was asked for is not shown, though it may be decoded after it. */
  readonly fromUs: number;
  /** The decoder gave out all it held after the picture that was sent last. */
  readonly isCalledOut: boolean;
  readonly positionUs: number;
  /** Of the telemetry that was given last. */
  readonly telemetryUs: number | undefined;
}

/** What playback does. */
export type PlayState = PlaybackMemory &
  (
    | { readonly state: 'stopped' }
    /** On the way to a picture out of its order: those that it is decoded from go before it, hidden. */
    | { readonly state: 'seeking'; readonly target: number; readonly isAlone: boolean; readonly isStep: boolean }
    /** One picture more, or the one before that was sent already. */
    | { readonly state: 'stepping'; readonly target: number }
    /** A picture stands. */
    | { readonly state: 'standing' }
    /** Each picture when its time has come. */
    | { readonly state: 'playing' }
  );

/** A picture that is to be given to the sink. */
export interface Sending {
  readonly turn: number;
  readonly place: number;
  readonly timeUs: number;
  /** Only needed to decode those after it. */
  readonly isHidden: boolean;
  /** Nothing follows it for now. */
  readonly isLast: boolean;
}

export type PlaybackEvent =
  | { readonly type: 'play'; readonly request: PlayRequest; readonly nowUs: number }
  | { readonly type: 'stop' }
  /**
   * A picture was read, and there is room for it; `isFound` is false where it was deleted meanwhile. `telemetryUs` is the
   * time of the telemetry that goes with it.
   */
  | {
      readonly type: 'loaded';
      readonly sending: Sending;
      readonly isFound: boolean;
      readonly telemetryUs?: number | undefined;
      readonly nowUs: number;
    }
  /** What could be read once cannot any more. */
  | { readonly type: 'failed'; readonly turn: number }
  /** The wait is over. */
  | { readonly type: 'due'; readonly turn: number; readonly nowUs: number };

/** What is to be done, in this order. Any `load` or `wait` before the last counts no more. */
export type PlaybackEffect =
  /** Read a picture, its telemetry where it is shown, and wait until the sink has room. */
  | { readonly do: 'load'; readonly sending: Sending; readonly knownTelemetryUs: number | undefined }
  /** Give the sink the picture that was loaded. */
  | { readonly do: 'give'; readonly sending: Sending; readonly run: number }
  | { readonly do: 'wait'; readonly turn: number; readonly us: number }
  | { readonly do: 'changed' }
  | { readonly do: 'stop-sound' }
  | { readonly do: 'follow-sound'; readonly run: number };

export interface PlaybackStep {
  readonly state: PlayState;
  readonly effects: readonly PlaybackEffect[];
}

export const STOPPED: PlayState = {
  state: 'stopped',
  turn: 0,
  run: 0,
  keysOnly: false,
  inStep: false,
  isAtEnd: false,
  clock: CLOCK_AT_ZERO,
  place: undefined,
  sent: undefined,
  fromUs: Number.NEGATIVE_INFINITY,
  isCalledOut: false,
  positionUs: 0,
  telemetryUs: undefined,
};
