import type { Telemetry } from '../telemetry/telemetry';

/** When a stream is recorded without anybody asking. */
export const RECORD_RULES = ['on-demand', 'always', 'moving'] as const;
export type RecordRule = (typeof RECORD_RULES)[number];

/** Faster than a GPS at rest seems to go. */
const STARTS_MPS = 1.5;
const STOPS_MPS = 0.8;
/** A pause at a crossing does not end a recording. */
const REST_US = 10e6;

/** Tells from telemetry whether a vehicle moves. What it does not send changes nothing. */
export class Motion {
  #isMoving = false;
  #restingSinceUs: number | undefined;

  /** @returns whether it moves */
  add({ groundSpeedMps, airspeedMps }: Telemetry, receiveUs: number): boolean {
    const speed = groundSpeedMps ?? airspeedMps;
    if (speed === undefined) return this.#isMoving;
    if (speed >= STARTS_MPS) this.#isMoving = true;
    if (speed > STOPS_MPS) this.#restingSinceUs = undefined;
    else this.#restingSinceUs ??= receiveUs;
    if (this.#restingSinceUs !== undefined && receiveUs - this.#restingSinceUs >= REST_US) this.#isMoving = false;
    return this.#isMoving;
  }
}
