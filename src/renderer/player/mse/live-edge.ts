/** Where a video stands, in seconds of its own time. */
export interface EdgeFacts {
  readonly currentS: number;
  /** Of the newest picture that its buffer was given. */
  readonly newestS: number;
}

/** What to do: how fast to play, and where to jump first. */
export interface EdgeStep {
  readonly rate: number;
  readonly seekS?: number;
}

/** Further behind than this it is quicker to jump, which decodes from the last key picture on, than to hurry. */
const JUMP_S = 0.4;
/** How far the video's time is to be ahead of the newest picture, so that a picture is due when it comes. */
const AHEAD_S = 0.05;
/** So far ahead it stands still until pictures are there: it would run out of its buffer. */
const FAR_AHEAD_S = 0.5;
/** The share of the distance that is made good in a second. */
const GAIN = 2;
const MAX_RATE = 2;
const MIN_RATE = 0.5;

/** Keeps a video at its live edge. */
export function stepLiveEdge({ currentS, newestS }: EdgeFacts): EdgeStep {
  const behindS = newestS + AHEAD_S - currentS;
  if (behindS > JUMP_S || behindS < -FAR_AHEAD_S) return { rate: 1, seekS: newestS };
  return { rate: Math.min(MAX_RATE, Math.max(MIN_RATE, 1 + GAIN * behindS)) };
}
