import { type KeyOf, type QuantityKey, quantityOf } from './quantities';
import type { Limit } from './quantity';
import type { Telemetry } from './telemetry';

/** How much a value wants the pilot's attention. */
export type Level = 'normal' | 'caution' | 'warning';

/**
 * What the catalogue says of a value. What is unknown is normal: nothing was said, so nothing is warned of.
 *
 * @param known what else the vehicle says: its own limits, where it has told them, count before the catalogue's
 */
export function levelOf(key: KeyOf<'number'>, value: number | undefined, known: Telemetry = {}): Level {
  const row = quantityOf(key);
  const bounds = row.kind === 'number' ? row.levels : undefined;
  if (value === undefined || bounds === undefined) return 'normal';
  const limits = 'above' in bounds ? bounds.above : bounds.below;
  const reaches = (limit: Limit | undefined) => {
    const least = limitIn(limit, known);
    return least !== undefined && ('above' in bounds ? value >= least : value < least);
  };
  if (reaches(limits.warning)) return 'warning';
  return reaches(limits.caution) ? 'caution' : 'normal';
}

/** From where on a value wants attention, as it is known. */
export interface KnownLimits {
  readonly side: 'above' | 'below';
  readonly caution: number | undefined;
  readonly warning: number | undefined;
}

/** The limits that `levelOf` judges by. @returns `undefined` where the catalogue has none */
export function limitsOf(key: QuantityKey, known: Telemetry): KnownLimits | undefined {
  const row = quantityOf(key);
  const bounds = row.kind === 'number' ? row.levels : undefined;
  if (bounds === undefined) return undefined;
  const limits = 'above' in bounds ? bounds.above : bounds.below;
  return {
    side: 'above' in bounds ? 'above' : 'below',
    caution: limitIn(limits.caution, known),
    warning: limitIn(limits.warning, known),
  };
}

/** The one of two that wants more attention. */
export function worseOf(one: Level, other: Level): Level {
  if (one === 'warning' || other === 'warning') return 'warning';
  return one === 'caution' ? one : other;
}

function limitIn(limit: Limit | undefined, known: Telemetry): number | undefined {
  if (limit === undefined || typeof limit === 'number') return limit;
  const own: unknown = Reflect.get(known, limit.of);
  return typeof own === 'number' ? own : limit.usually;
}
