import type { DropCause } from './decoder-state';

/** What became of the pictures since the player began. */
export interface PlayerCounters {
  /** Given to the player. */
  readonly received: number;
  /** Came out of the decoder. */
  readonly decoded: number;
  /** Stood on the screen. */
  readonly shown: number;
  /** Frames that a newer one overtook before the screen, among the decoded. */
  readonly lateFrame: number;
  /** Pictures that were not decoded, by cause. */
  readonly dropped: Readonly<Record<DropCause, number>>;
}

/** The same, to be counted up. */
export interface MutableCounters {
  received: number;
  decoded: number;
  shown: number;
  dropped: Record<DropCause, number>;
}

export function newCounters(): MutableCounters {
  return {
    received: 0,
    decoded: 0,
    shown: 0,
    dropped: { waitingForKey: 0, decoderBehind: 0, decodeError: 0, noParameterSets: 0 },
  };
}
