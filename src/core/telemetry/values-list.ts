import { type Text, text, verbatim } from '../texts/text';
import { fixTypeText } from './fix-type';
import { formatHeading, formatLatitude, formatLongitude, formatMeasured, formatNumber, withSymbol } from './format';
import { groupLabel, quantityLabel } from './label';
import { type Level, levelOf } from './levels';
import { type KeyOf, QUANTITIES, QUANTITY_KEYS, type QuantityKey, quantityOf } from './quantities';
import { type Dimension, GROUPS } from './quantity';
import type { Telemetry } from './telemetry';
import type { Units } from './units/choice';
import { toUnit, unitFor } from './units/convert';
import type { Vector3 } from './vector3';

/** One value as a list shows it. */
export interface ValueRow {
  readonly label: Text;
  readonly value: Text;
  readonly level: Level;
}

export interface ValueGroup {
  readonly label: Text;
  readonly rows: readonly ValueRow[];
}

/**
 * All that is known of a vehicle, in the catalogue's groups and order and the units that are read; last what only the sender
 * knows the meaning of.
 */
export function valueGroups(telemetry: Telemetry, units: Units): readonly ValueGroup[] {
  const measured = GROUPS.map((group) => ({
    label: text(groupLabel(group)),
    rows: QUANTITY_KEYS.filter((key) => quantityOf(key).group === group).flatMap((key) => rowOf(telemetry, key, units)),
  }));
  const own = Object.entries(telemetry.custom ?? {}).map(
    ([name, value]): ValueRow => ({ label: verbatim(name), value: verbatim(String(value)), level: 'normal' }),
  );
  return [...measured, { label: text('values.own'), rows: own }].filter(({ rows }) => rows.length > 0);
}

function rowOf(telemetry: Telemetry, key: QuantityKey, units: Units): readonly ValueRow[] {
  const value = telemetry[key];
  if (value === undefined) return [];
  const level = typeof value === 'number' ? levelOf(key as KeyOf<'number'>, value, telemetry) : 'normal';
  return [{ label: text(quantityLabel(key)), value: shown(key, value, units), level }];
}

type Known = NonNullable<Telemetry[QuantityKey]>;

function shown(key: QuantityKey, value: Known, units: Units): Text {
  if (typeof value === 'boolean') return text(value ? 'quantity.yes' : 'quantity.no');
  if (typeof value === 'string') return verbatim(value);
  if (key === 'fixType' || key === 'fixType2') return fixTypeText(value as number) ?? verbatim(String(value));
  if (key === 'hostTimeUs') return verbatim(momentOf(value as number));
  const row = QUANTITIES[key];
  if (!('dimension' in row)) return verbatim(String(value));
  if (typeof value === 'number') return verbatim(formatValue(row.dimension, value, units));
  return verbatim(together(row.dimension, isVector(value) ? [value.x, value.y, value.z] : value, units));
}

/** One value with its unit, as its dimension is written. */
export function formatValue(dimension: Dimension, value: number, units: Units): string {
  if (dimension === 'heading') return formatHeading(value);
  if (dimension === 'latitude') return formatLatitude(value);
  if (dimension === 'longitude') return formatLongitude(value);
  return formatMeasured(dimension, value, units);
}

/** Several values, and their unit once. */
function together(dimension: Dimension, values: readonly number[], units: Units): string {
  const unit = unitFor(dimension, Math.max(...values.map(Math.abs)), units);
  const numbers = values.map((value) => formatNumber(toUnit(value, unit), unit.decimals));
  return withSymbol(numbers.join('  '), unit.symbol);
}

/** The host's clock is not trusted: it may be out of any calendar. */
function momentOf(us: number): string {
  const date = new Date(us / 1000);
  return Number.isNaN(date.getTime()) ? String(us) : date.toISOString();
}

function isVector(value: readonly number[] | Vector3 | number): value is Vector3 {
  return typeof value === 'object' && !Array.isArray(value);
}
