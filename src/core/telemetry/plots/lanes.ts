import { type KnownLimits, limitsOf } from '../levels';
import type { Dimension } from '../quantity';
import type { Telemetry } from '../telemetry';
import type { Units } from '../units/choice';
import { fromUnit, unitFor } from '../units/convert';
import type { Unit } from '../units/table';
import type { PlotQuantity } from './plot-key';
import type { Trace } from './trace';

/** What is drawn of one number. */
export interface PlotLine {
  readonly quantity: PlotQuantity;
  readonly trace: Trace;
  /** Which of the ways of drawing it has: its place among all that is plotted. */
  readonly style: number;
}

/** A level of attention that an axis marks. */
export interface LaneLimit {
  readonly level: 'caution' | 'warning';
  readonly side: KnownLimits['side'];
  /** In the catalogue's unit. */
  readonly value: number;
}

/** Lines with one axis: those of one dimension. Values in the catalogue's unit. */
export interface PlotLane {
  readonly unit: Unit;
  readonly lines: readonly PlotLine[];
  readonly limits: readonly LaneLimit[];
  /** From where to where the axis goes. */
  readonly min: number;
  readonly max: number;
}

/** What only the sender knows the unit of. */
const NO_UNIT: Unit = { symbol: '', multiply: 1, divide: 1, add: 0, decimals: 2 };
/** Of an axis, what is free above and below. */
const MARGIN = 0.08;
/** An axis shows no less than so many of the last digits that are written: noise is no event. */
const MIN_DIGITS = 10;

/** Gives each dimension an axis of its own, and what only the sender knows one each, in the order in which they were chosen. */
export function lanesOf(lines: readonly PlotLine[], known: Telemetry, units: Units): readonly PlotLane[] {
  const groups = new Map<string, PlotLine[]>();
  for (const line of lines) {
    const { dimension, key } = line.quantity;
    const name = dimension ?? key;
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return [...groups.values()].map((group) => laneOf(group, known, units));
}

function laneOf(lines: readonly PlotLine[], known: Telemetry, units: Units): PlotLane {
  const limits = lines.flatMap(({ quantity }) => limitsIn(quantity, known));
  const reached = lines.flatMap(({ trace: { runs } }) =>
    runs.flatMap((run) => run.flatMap(({ min, max }) => [min, max])),
  );
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of [...reached, ...limits.map(({ value }) => value)]) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (min > max) [min, max] = [0, 0];
  const unit = unitOf(lines[0]?.quantity.dimension, Math.max(Math.abs(min), Math.abs(max)), units);
  const least = Math.abs(fromUnit(MIN_DIGITS * 10 ** -unit.decimals, unit) - fromUnit(0, unit));
  const lacks = Math.max(0, least - (max - min)) / 2;
  const free = Math.max(max - min, least) * MARGIN;
  return { unit, lines, limits, min: min - lacks - free, max: max + lacks + free };
}

/** The unit of a number that is as large as this. */
export function unitOf(dimension: Dimension | undefined, value: number, units: Units): Unit {
  return dimension === undefined ? NO_UNIT : unitFor(dimension, value, units);
}

function limitsIn({ level }: PlotQuantity, known: Telemetry): readonly LaneLimit[] {
  const limits = level && limitsOf(level, known);
  if (!limits) return [];
  return (['caution', 'warning'] as const).flatMap((one) => {
    const value = limits[one];
    return value === undefined ? [] : [{ level: one, side: limits.side, value }];
  });
}
