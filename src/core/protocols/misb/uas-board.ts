import type { KeyOf } from '../../telemetry/quantities';
import { staleAfterMs } from '../../telemetry/stale';
import type { Telemetry } from '../../telemetry/telemetry';
import { uasLocalSets } from './uas-local-set';
import { quantitiesOf } from './uas-quantities';

/** What one camera's UAS Local Sets say: senders repeat some items seldom, and what is not renewed is forgotten as the catalogue says. */
export class UasBoard {
  readonly #values = new Map<KeyOf<'number'>, { readonly value: number; readonly staleUs: number }>();
  #sets = 0;
  #faults = 0;

  /** Sets that were believed. */
  get sets(): number {
    return this.#sets;
  }

  /** Sets whose checksum is wrong, or that contradict themselves. */
  get faults(): number {
    return this.#faults;
  }

  /** Takes bytes of KLV. @returns whether anything in them was understood */
  take(bytes: Uint8Array, nowUs: number): boolean {
    const sets = uasLocalSets(bytes, () => {
      this.#faults++;
    });
    for (const items of sets) {
      this.#sets++;
      for (const [key, value] of quantitiesOf(items))
        this.#values.set(key, { value, staleUs: nowUs + staleAfterMs(key) * 1000 });
    }
    return sets.length > 0;
  }

  /** All that is known and fresh. */
  telemetry(nowUs: number): Telemetry {
    const fresh: Record<string, number> = {};
    for (const [key, { value, staleUs }] of this.#values) if (nowUs < staleUs) fresh[key] = value;
    return fresh;
  }
}
