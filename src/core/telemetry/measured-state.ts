import type { QuantityKey } from './quantities';
import { staleAfterMs } from './stale';
import type { Measured } from './telemetry';

/** What a mapper says: a key that is there and `undefined` became unknown. */
export type Measurement = { readonly [Key in keyof Measured]: Measured[Key] | undefined };

/**
 * What is known of a vehicle whose messages each say a part of it, at rates of their own. Each value has the time at which
 * it was measured, and goes when it is stale: a fast attitude does not keep a dead GPS fresh. Bounded by the catalogue.
 */
export class MeasuredState {
  readonly #values = new Map<QuantityKey, { readonly value: unknown; readonly us: number }>();

  /** @param us when it was measured, or came, in µs of a clock that only grows */
  set(measurement: Measurement, us: number): void {
    for (const [key, value] of Object.entries(measurement) as [QuantityKey, unknown][]) {
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, { value, us });
    }
  }

  /** What is known at a moment: nothing that is stale. */
  at(us: number): Measured {
    const known: Record<string, unknown> = {};
    for (const [key, { value, us: measuredUs }] of this.#values) {
      if (us - measuredUs < staleAfterMs(key) * 1000) known[key] = value;
    }
    return known;
  }

  /** How old each value is, in ms; those that are stale are among them. */
  ages(us: number): Partial<Record<QuantityKey, number>> {
    const ages: Partial<Record<QuantityKey, number>> = {};
    for (const [key, { us: measuredUs }] of this.#values) ages[key] = Math.max(0, (us - measuredUs) / 1000);
    return ages;
  }
}
