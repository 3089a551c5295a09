import type { Telemetry } from './telemetry';

/** What makes later telemetry of earlier: the values that changed or came, and the keys that went. */
export interface TelemetryChanges {
  readonly values: Telemetry;
  readonly gone: readonly (keyof Telemetry)[];
}

/** What changed from one telemetry to the next. Only what changed crosses the link. */
export function telemetryChanges(from: Telemetry, to: Telemetry): TelemetryChanges {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(to) as (keyof Telemetry)[]) {
    if (!isSame(from[key], to[key])) values[key] = to[key];
  }
  const gone = (Object.keys(from) as (keyof Telemetry)[]).filter((key) => to[key] === undefined);
  return { values, gone };
}

/** The later telemetry. */
export function applyChanges(from: Telemetry, { values, gone }: TelemetryChanges): Telemetry {
  const to: Record<string, unknown> = { ...from, ...values };
  for (const key of gone) delete to[key];
  return to;
}

/** Lists, vectors and records are small, and their keys come in one order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
