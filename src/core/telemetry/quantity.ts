import type { Measure } from './units/table';
import type { Vector3 } from './vector3';

/**
 * What stands for several values of one piece of time: their mean and how far they reach, the last of them, or the last of
 * what goes round, such as a heading.
 */
export type Aggregate = 'band' | 'last' | 'turn';

interface DimensionRow {
  readonly unit: string;
  /** Digits behind the point. */
  readonly decimals: number;
  readonly measure?: Measure;
  /** Absent: `band`. */
  readonly aggregate?: Aggregate;
}

/**
 * What a quantity measures: of it follow its SI unit, how its values are written, and which choice of units
 * (`units/table.ts`) people have for it.
 */
export const DIMENSIONS = {
  angle: { unit: '°', decimals: 1 },
  /** Clockwise from north, always with three digits before the point. */
  heading: { unit: '°', decimals: 1, aggregate: 'turn' },
  /** Six decimals are about 0.1 m. */
  latitude: { unit: '°', decimals: 6 },
  longitude: { unit: '°', decimals: 6 },
  /** Heights, and what is never far. */
  length: { unit: 'm', decimals: 1, measure: 'length' },
  /** From one place to another: near or far. */
  distance: { unit: 'm', decimals: 1, measure: 'distance' },
  speed: { unit: 'm/s', decimals: 1, measure: 'speed' },
  /** Up and down. */
  climb: { unit: 'm/s', decimals: 1, measure: 'climb' },
  acceleration: { unit: 'm/s²', decimals: 2 },
  rate: { unit: 'rad/s', decimals: 3 },
  voltage: { unit: 'V', decimals: 1 },
  current: { unit: 'A', decimals: 1 },
  /** Of a battery. */
  charge: { unit: 'mAh', decimals: 0 },
  temperature: { unit: '°C', decimals: 1, measure: 'temperature' },
  pressure: { unit: 'hPa', decimals: 1, measure: 'pressure' },
  share: { unit: '%', decimals: 0 },
  rotation: { unit: '1/min', decimals: 0 },
  /** Of a servo's or a radio channel's pulse. */
  pulse: { unit: 'µs', decimals: 0 },
  count: { unit: '', decimals: 0, aggregate: 'last' },
  ratio: { unit: '', decimals: 2 },
  /** µs of a clock since 1970. */
  moment: { unit: 'µs', decimals: 0 },
} as const satisfies Record<string, DimensionRow>;
export type Dimension = keyof typeof DIMENSIONS;

/** A value, or what the vehicle itself says in the quantity `of` another row, and `usually` where it does not. */
export type Limit = number | { readonly of: string; readonly usually?: number };

/** Where a person is to look, and where something must be done. */
export interface Limits {
  readonly caution?: Limit;
  readonly warning?: Limit;
}

/** From which value on a person is to look: at or above, or below. */
export type Bounds = { readonly above: Limits } | { readonly below: Limits };

/** A row of the catalogue. */
export type Quantity = (
  | { readonly kind: 'number'; readonly dimension: Dimension; readonly levels?: Bounds }
  | { readonly kind: 'flag' }
  /** Words of the vehicle's own language, such as the name of its mode. */
  | { readonly kind: 'words' }
  | { readonly kind: 'vector'; readonly dimension: Dimension }
  | {
      readonly kind: 'numbers';
      readonly dimension: Dimension;
      /** Most that there are. */
      readonly most: number;
      /** Names of a recording's columns, `{n}` from 1, and how many; a list without it is in the `.jsonl` alone. */
      readonly columns?: { readonly name: string; readonly count: number };
    }
) & {
  readonly group: Group;
  /** Absent: its dimension's. */
  readonly aggregate?: Aggregate;
  /** Values older than this are stale, in ms; absent: 2 s. Infinity for what does not change by itself. */
  readonly staleAfterMs?: number;
};

/** What belongs together: on one page of a list of values. */
export const GROUPS = [
  ...(['attitude', 'position', 'motion', 'power', 'radio', 'navigation', 'camera', 'sensors', 'onboard'] as const),
] as const;
export type Group = (typeof GROUPS)[number];

/** What a row's values are. */
export type ValueOf<Q extends Quantity> = Q['kind'] extends 'number'
  ? number
  : Q['kind'] extends 'flag'
    ? boolean
    : Q['kind'] extends 'words'
      ? string
      : Q['kind'] extends 'vector'
        ? Vector3
        : readonly number[];
