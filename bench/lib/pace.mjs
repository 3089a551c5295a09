import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/**
 * A camera's clock is never the display's. With both at exactly 60 Hz, every picture of a run would wait equally long for
 * the next refresh, and the figure would be luck. So the camera is a little slow: 240 pictures meet every phase of one
 * refresh, and none has to share one.
 */
const DRIFT_NS = 1e9 / 60 / 240;
/** Nanoseconds from one picture to the next. @param {number} fps */
export const periodOf = (fps) => 1e9 / fps + DRIFT_NS;

/** A machine that cannot keep the pace says so in the result: its figures are not the player's. */
export const LATE_NS = 5e6;

/** On CLOCK_MONOTONIC. */
export const now = () => Number(process.hrtime.bigint());

/** Sleeps, and spins for the last 0.2 ms: timers are a millisecond coarse. @param {number} due */
export async function until(due) {
  for (let left = due - now(); left > 0; left = due - now()) {
    if (left > 2e6) await wait(left / 1e6 - 1.5);
    else if (left > 2e5) await turn();
  }
}
