import { type Text, text, verbatim } from '../../texts/text';
import { quantityLabel } from '../label';
import { QUANTITY_KEYS, type QuantityKey, quantityOf } from '../quantities';
import { type Aggregate, DIMENSIONS, type Dimension } from '../quantity';
import { staleAfterMs, TELEMETRY_STALE_AFTER_MS } from '../stale';
import type { Telemetry } from '../telemetry';

/**
 * Names one number that changes over time: `batteryV`, a part of several `cellsV.1` (from 1) or `vibrationMps2.x`, what only
 * the sender knows `custom.sonar.depth`.
 */
export type PlotKey = string;

/** Most characters of a key: those of `custom`, and what is before them. */
export const MAX_PLOT_KEY_LENGTH = 220;

/** Lines that a person can tell apart at once. */
export const MAX_PLOTTED = 6;

/** What is known of a number before it has values. */
export interface PlotQuantity {
  readonly key: PlotKey;
  readonly label: Text;
  /** Absent where only the sender knows the unit. */
  readonly dimension?: Dimension;
  /** Whose levels it has. */
  readonly level?: QuantityKey;
  readonly aggregate: Aggregate;
  /** From which age on a value is unknown, ms. */
  readonly staleAfterMs: number;
}

const CUSTOM = 'custom.';
const AXES = ['x', 'y', 'z'] as const;

/** @returns `undefined` for what the catalogue does not know, and what is no number */
export function plotQuantity(key: PlotKey): PlotQuantity | undefined {
  if (key.length > MAX_PLOT_KEY_LENGTH) return undefined;
  if (key.startsWith(CUSTOM)) {
    const label = verbatim(key.slice(CUSTOM.length));
    return { key, label, aggregate: 'band', staleAfterMs: TELEMETRY_STALE_AFTER_MS };
  }
  const [name = '', part, ...rest] = key.split('.');
  const quantity = QUANTITY_KEYS.find((one) => one === name);
  if (quantity === undefined || rest.length > 0) return undefined;
  const row = quantityOf(quantity);
  if (!('dimension' in row) || row.dimension === 'moment' || !isPartOf(row, part)) return undefined;
  const whole = text(quantityLabel(quantity));
  const dimension: { readonly aggregate?: Aggregate } & object = DIMENSIONS[row.dimension];
  return {
    key,
    label: part === undefined ? whole : text('plots.part', { quantity: whole, part }),
    dimension: row.dimension,
    ...(row.kind === 'number' && { level: quantity }),
    aggregate: row.aggregate ?? dimension.aggregate ?? 'band',
    staleAfterMs: staleAfterMs(quantity),
  };
}

function isPartOf(row: ReturnType<typeof quantityOf>, part: string | undefined): boolean {
  if (row.kind === 'vector') return AXES.some((axis) => axis === part);
  if (row.kind === 'numbers') return part !== undefined && /^[1-9]\d?$/.test(part) && Number(part) <= row.most;
  return part === undefined;
}

/** A number of a vehicle's values; `undefined` where it is unknown. */
export function plotValue(telemetry: Telemetry, key: PlotKey): number | undefined {
  if (key.startsWith(CUSTOM)) return finite(own(telemetry.custom, key.slice(CUSTOM.length)));
  const dot = key.indexOf('.');
  if (dot === -1) return finite(own(telemetry, key));
  const several = own(telemetry, key.slice(0, dot));
  const part = key.slice(dot + 1);
  return finite(Array.isArray(several) ? several[Number(part) - 1] : own(several, part));
}

/** The numbers among a vehicle's values, in the catalogue's order; last what only the sender knows. */
export function plotKeys(telemetry: Telemetry): readonly PlotKey[] {
  const keys = QUANTITY_KEYS.flatMap((key): readonly PlotKey[] => {
    const value = telemetry[key];
    if (typeof value === 'number') return [key];
    if (Array.isArray(value)) return value.map((_, at) => `${key}.${at + 1}`);
    return typeof value === 'object' ? AXES.map((axis) => `${key}.${axis}`) : [];
  });
  return [...keys, ...Object.keys(telemetry.custom ?? {}).map((name) => CUSTOM + name)].filter(plotQuantity);
}

/** Keys come from others: what an object has by its prototype is no value. */
function own(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key) ? Reflect.get(from, key) : undefined;
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
