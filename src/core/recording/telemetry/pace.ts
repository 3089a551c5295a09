import { telemetryChanges } from '../../telemetry/changes';
import type { Telemetry } from '../../telemetry/telemetry';

/** Between two lines, in µs: instruments are drawn ten times a second, and a sender of ten a second is not quite even. */
const LEAST_US = 80_000;
/** What says the same as before is written this often, in µs: well within what a viewer takes for fresh. */
const SAME_US = 1_000_000;

/** What came, and when. */
export interface TimedTelemetry {
  readonly values: Telemetry;
  readonly receiveUs: number;
}

/**
 * Which telemetry is written down: twelve lines a second at most, and one a second of a vehicle that says the same all the
 * time. A line has all values, so that each can be read without those before it; a day of fifty tellings a second would be six
 * gigabytes. The last before a silence is never left out.
 */
export class TelemetryPace {
  #last: TimedTelemetry | undefined;
  #waiting: TimedTelemetry | undefined;

  /** @returns what to write now */
  take(told: TimedTelemetry): TimedTelemetry | undefined {
    this.#waiting = told;
    return this.due(told.receiveUs);
  }

  /** @returns what waits and may be written by now */
  due(nowUs: number): TimedTelemetry | undefined {
    const { values, receiveUs: lastUs } = this.#last ?? { values: undefined, receiveUs: Number.NEGATIVE_INFINITY };
    const waiting = this.#waiting;
    if (!waiting || nowUs - lastUs < LEAST_US) return undefined;
    if (values && nowUs - lastUs < SAME_US && isSame(values, waiting.values)) return undefined;
    return this.rest();
  }

  /** @returns what waits, whenever it came: nothing follows */
  rest(): TimedTelemetry | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) this.#last = waiting;
    return waiting;
  }
}

function isSame(from: Telemetry, to: Telemetry): boolean {
  const { values, gone } = telemetryChanges(from, to);
  return gone.length === 0 && Object.keys(values).length === 0;
}
