import type { Aggregate } from '../quantity';
import type { Bucket } from './time-ring';

/** One place of a line, and how far values reached there. */
export interface TracePoint {
  readonly timeUs: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** What a plot says of a number, in the catalogue's unit. */
export interface TraceFigures {
  /** At the cursor; absent where it is unknown there. */
  readonly now?: number;
  /** Up to the cursor; absent where nothing is known. */
  readonly min?: number;
  readonly max?: number;
  /** Absent for what turns: between 359° and 1° is no 180°. */
  readonly mean?: number;
}

export interface Trace {
  /** Lines, each unbroken: between two of them the value was unknown. */
  readonly runs: readonly (readonly TracePoint[])[];
  readonly figures: TraceFigures;
}

export interface TraceRules {
  readonly aggregate: Aggregate;
  /** Values further apart are not joined: the first was unknown before the second came. */
  readonly staleAfterUs: number;
  /** The moment of which `now` tells. */
  readonly cursorUs: number;
}

/** Makes the lines of a plot of what is known. @param buckets oldest first */
export function traceOf(buckets: readonly Bucket[], { aggregate, staleAfterUs, cursorUs }: TraceRules): Trace {
  const runs: TracePoint[][] = [];
  let before: Bucket | undefined;
  for (const bucket of buckets) {
    const { timeUs, min, max } = bucket;
    const value = aggregate === 'band' ? bucket.mean : bucket.last;
    const point = aggregate === 'band' ? { timeUs, value, min, max } : { timeUs, value, min: value, max: value };
    const joins = before && !isApart(before, bucket, staleAfterUs) && !(aggregate === 'turn' && turns(before, bucket));
    if (joins) runs.at(-1)?.push(point);
    else runs.push([point]);
    before = bucket;
  }
  return { runs, figures: figuresOf(buckets, aggregate, staleAfterUs, cursorUs) };
}

/** From north's one side to its other: no line goes through south. */
function turns(one: Bucket, other: Bucket): boolean {
  return Math.abs(other.last - one.last) > 180;
}

function isApart(one: Bucket, other: Bucket, staleAfterUs: number): boolean {
  return other.isAfterUnknown || other.timeUs - one.timeUs > staleAfterUs;
}

function figuresOf(
  buckets: readonly Bucket[],
  aggregate: Aggregate,
  staleAfterUs: number,
  cursorUs: number,
): TraceFigures {
  const past = buckets.filter(({ timeUs }) => timeUs <= cursorUs);
  const last = past.at(-1);
  if (!last) return {};
  const isKnown = cursorUs - last.timeUs <= staleAfterUs;
  return {
    ...(isKnown && { now: last.last }),
    min: past.reduce((least, { min }) => Math.min(least, min), Number.POSITIVE_INFINITY),
    max: past.reduce((most, { max }) => Math.max(most, max), Number.NEGATIVE_INFINITY),
    ...(aggregate !== 'turn' && { mean: past.reduce((sum, { mean }) => sum + mean, 0) / past.length }),
  };
}
