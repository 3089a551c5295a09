import { type KeyOf, quantityOf } from './quantities';

/** How much a value wants the pilot's attention. */
export type Level = 'normal' | 'caution' | 'warning';

/** What the catalogue says of a value. What is unknown is normal: nothing was said, so nothing is warned of. */
export function levelOf(key: KeyOf<'number'>, value: number | undefined): Level {
  const row = quantityOf(key);
  const bounds = row.kind === 'number' ? row.levels : undefined;
  if (value === undefined || bounds === undefined) return 'normal';
  const [limits, reaches]: readonly [Limits, (limit: number) => boolean] =
    'above' in bounds ? [bounds.above, (limit) => value >= limit] : [bounds.below, (limit) => value < limit];
  if (limits.warning !== undefined && reaches(limits.warning)) return 'warning';
  return limits.caution !== undefined && reaches(limits.caution) ? 'caution' : 'normal';
}

interface Limits {
  readonly caution?: number;
  readonly warning?: number;
}
