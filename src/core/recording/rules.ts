import type { Telemetry } from '../telemetry/telemetry';

/** When a stream is recorded without anybody asking. `active`: while it is armed or moves. */
export const RECORD_RULES = ['on-demand', 'always', 'armed', 'moving', 'active'] as const;
export type RecordRule = (typeof RECORD_RULES)[number];

/** The rules that follow what a vehicle says of itself. */
export type VehicleRule = Exclude<RecordRule, 'on-demand' | 'always'>;

export function isVehicleRule(rule: RecordRule): rule is VehicleRule {
  return rule !== 'on-demand' && rule !== 'always';
}

/** Faster than a GPS at rest seems to go. */
const STARTS_MPS = 1.5;
/** Slower than this is at rest; in between it stays what it was. */
const STOPS_MPS = 0.8;

/**
 * Tells from telemetry whether a rule wants a vehicle recorded. What it does not send changes nothing, so that a link that
 * dies ends no recording. What ends goes on for a tail: a pause at a crossing is no end.
 */
export class VehicleActivity {
  readonly #rule: VehicleRule;
  readonly #tailUs: number;
  #isArmed = false;
  #isMoving = false;
  #endedUs = Number.NEGATIVE_INFINITY;

  constructor(rule: VehicleRule, tailUs: number) {
    this.#rule = rule;
    this.#tailUs = tailUs;
  }

  /** Telemetry that came at `us`. */
  add({ armed, groundSpeedMps, airspeedMps }: Telemetry, us: number): void {
    const was = this.#isActive;
    if (armed !== undefined) this.#isArmed = armed;
    const speed = groundSpeedMps ?? airspeedMps;
    if (speed !== undefined && speed >= STARTS_MPS) this.#isMoving = true;
    if (speed !== undefined && speed <= STOPS_MPS) this.#isMoving = false;
    if (was && !this.#isActive) this.#endedUs = us;
  }

  /** Whether it is to be recorded at a moment. */
  isWanted(us: number): boolean {
    return this.#isActive || us < this.#endedUs + this.#tailUs;
  }

  get #isActive(): boolean {
    return (this.#rule !== 'moving' && this.#isArmed) || (this.#rule !== 'armed' && this.#isMoving);
  }
}
