/** So much back is packets of several links in one file, and no clock that was set. */
const MAX_REORDERED_US = 1e6;
/** So much on is a vehicle that says little. */
const MAX_QUIET_US = 60e6;
/** A log that was left open overnight goes on; more is a clock that was set. */
const MAX_PAUSE_US = 24 * 3600e6;

/**
 * Makes the times of a log one that never goes back: what comes a little late is put where the log is, and what a clock does that
 * is set meanwhile (back, or on by years once there is a fix) is taken out. A single time that two others contradict is damage
 * and moves nothing.
 */
export class TlogAxis {
  #shiftUs: number;
  #lastUs: number | undefined;
  /** A time that leads away from the log, until the next one says whether that is so. */
  #doubtfulUs: number | undefined;

  /** How often the clock was set. */
  changes = 0;

  /** @param shiftUs @param lastUs as they were at a record, to go on from there; absent: from the beginning */
  constructor(shiftUs = 0, lastUs?: number) {
    this.#shiftUs = shiftUs;
    this.#lastUs = lastUs;
  }

  /** What times are moved by, at the moment. */
  get shiftUs(): number {
    return this.#shiftUs;
  }

  /** @param rawUs as the file has it @returns the record's place in the log's own time, not before the one before. µs */
  take(rawUs: number): number {
    const us = rawUs + this.#shiftUs;
    const last = this.#lastUs;
    if (last === undefined) {
      this.#lastUs = us;
      return us;
    }
    const stepUs = us - last;
    if (stepUs >= -MAX_REORDERED_US && stepUs <= MAX_QUIET_US) {
      this.#doubtfulUs = undefined;
      this.#lastUs = Math.max(last, us);
    } else if (this.#doubtfulUs === undefined || Math.abs(rawUs - this.#doubtfulUs) > MAX_QUIET_US) {
      this.#doubtfulUs = rawUs;
    } else {
      this.#doubtfulUs = undefined;
      if (stepUs > 0 && stepUs <= MAX_PAUSE_US) this.#lastUs = us;
      else {
        this.#shiftUs -= stepUs;
        this.changes++;
      }
    }
    return this.#lastUs ?? us;
  }
}
