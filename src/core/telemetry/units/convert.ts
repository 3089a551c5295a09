import { DIMENSIONS, type Dimension } from '../quantity';
import type { Units } from './choice';
import { type Measure, NEAR_BELOW, UNITS, type Unit } from './table';

/** A value of the catalogue in a unit. */
export function toUnit(value: number, { multiply, divide, add }: Unit): number {
  return (value * multiply) / divide + add;
}

/** A value in a unit as the catalogue has it. */
export function fromUnit(shown: number, { multiply, divide, add }: Unit): number {
  return ((shown - add) * divide) / multiply;
}

/** What a person may choose for values of a dimension; `undefined` where there is no choice. */
export function measureOf(dimension: Dimension): Measure | undefined {
  const row: { readonly unit: string; readonly measure?: Measure } = DIMENSIONS[dimension];
  return row.measure;
}

/**
 * The unit in which values of a dimension are shown.
 *
 * @param value how large they are, in the catalogue's unit: what is near has a smaller unit than what is far
 */
export function unitFor(dimension: Dimension, value: number, units: Units): Unit {
  const measure = measureOf(dimension);
  if (measure === undefined) {
    const { unit: symbol, decimals } = DIMENSIONS[dimension];
    return { symbol, decimals, multiply: 1, divide: 1, add: 0 };
  }
  if (measure !== 'distance') return UNITS[units[measure]];
  const far = UNITS[units.distance];
  return Math.abs(toUnit(value, far)) < NEAR_BELOW[units.distance] ? UNITS[units.length] : far;
}
