import { type Text, text, verbatim } from '../texts/text';
import { fixTypeText } from './fix-type';
import { formatHeading, formatLatitude, formatLongitude, formatNumber } from './format';
import { groupLabel, quantityLabel } from './label';
import { type Level, levelOf } from './levels';
import { type KeyOf, QUANTITIES, QUANTITY_KEYS, type QuantityKey, quantityOf } from './quantities';
import { DIMENSIONS, type Dimension, GROUPS } from './quantity';
import type { Telemetry } from './telemetry';
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

/** All that is known of a vehicle, in the catalogue's groups and order; last what only the sender knows the meaning of. */
export function valueGroups(telemetry: Telemetry): readonly ValueGroup[] {
  const measured = GROUPS.map((group) => ({
    label: text(groupLabel(group)),
    rows: QUANTITY_KEYS.filter((key) => quantityOf(key).group === group).flatMap((key) => rowOf(telemetry, key)),
  }));
  const own = Object.entries(telemetry.custom ?? {}).map(
    ([name, value]): ValueRow => ({ label: verbatim(name), value: verbatim(String(value)), level: 'normal' }),
  );
  return [...measured, { label: text('values.own'), rows: own }].filter(({ rows }) => rows.length > 0);
}

function rowOf(telemetry: Telemetry, key: QuantityKey): readonly ValueRow[] {
  const value = telemetry[key];
  if (value === undefined) return [];
  const level = typeof value === 'number' ? levelOf(key as KeyOf<'number'>, value, telemetry) : 'normal';
  return [{ label: text(quantityLabel(key)), value: shown(key, value), level }];
}

type Known = NonNullable<Telemetry[QuantityKey]>;

function shown(key: QuantityKey, value: Known): Text {
  if (typeof value === 'boolean') return text(value ? 'quantity.yes' : 'quantity.no');
  if (typeof value === 'string') return verbatim(value);
  if (key === 'fixType' || key === 'fixType2') return fixTypeText(value as number) ?? verbatim(String(value));
  if (key === 'hostTimeUs') return verbatim(momentOf(value as number));
  const row = QUANTITIES[key];
  if (!('dimension' in row)) return verbatim(String(value));
  if (typeof value === 'number') return verbatim(withUnit(row.dimension, number(row.dimension, value)));
  const parts = isVector(value) ? [value.x, value.y, value.z] : value;
  return verbatim(withUnit(row.dimension, parts.map((part) => number(row.dimension, part)).join('  ')));
}

function number(dimension: Dimension, value: number): string {
  if (dimension === 'heading') return formatHeading(value).replace('°', '');
  if (dimension === 'latitude') return formatLatitude(value).replace('°', '');
  if (dimension === 'longitude') return formatLongitude(value).replace('°', '');
  return formatNumber(value, DIMENSIONS[dimension].decimals);
}

/** `12.3 m/s`, and by SI `5°` and `78%` without a space, as instruments have it. */
function withUnit(dimension: Dimension, value: string): string {
  const { unit } = DIMENSIONS[dimension];
  if (unit === '') return value;
  return unit === '°' || unit === '%' ? `${value}${unit}` : `${value} ${unit}`;
}

/** The host's clock is not trusted: it may be out of any calendar. */
function momentOf(us: number): string {
  const date = new Date(us / 1000);
  return Number.isNaN(date.getTime()) ? String(us) : date.toISOString();
}

function isVector(value: readonly number[] | Vector3 | number): value is Vector3 {
  return typeof value === 'object' && !Array.isArray(value);
}
