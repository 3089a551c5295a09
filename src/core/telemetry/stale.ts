import { type QuantityKey, quantityOf } from './quantities';

/** Telemetry older than this is stale: the host sends a few a second. */
export const TELEMETRY_STALE_AFTER_MS = 2000;

/** From which age on a value is no news any more, in ms. */
export function staleAfterMs(key: QuantityKey): number {
  return quantityOf(key).staleAfterMs ?? TELEMETRY_STALE_AFTER_MS;
}
