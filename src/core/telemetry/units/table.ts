/** A unit that people read: `shown = value · multiply / divide + add`, of a value in the catalogue's own unit. */
export interface Unit {
  readonly symbol: string;
  readonly multiply: number;
  readonly divide: number;
  readonly add: number;
  /** Digits behind the point: about as fine as the catalogue's own unit is shown. */
  readonly decimals: number;
}

const FOOT_M = 0.3048;
const MILE_M = 1609.344;
const NAUTICAL_MILE_M = 1852;
/** 25.4 mm of mercury of 133.322387415 Pa each. */
const INCH_OF_MERCURY_HPA = 33.86388640341;

const unit = (symbol: string, decimals: number, multiply = 1, divide = 1, add = 0): Unit => ({
  ...{ symbol, multiply, divide, add, decimals },
});

/** Each unit that a person may choose, by its name on a command line. The factors are exact: of the international yard and pound of 1959, and of the nautical mile of 1929. */
export const UNITS = {
  'm/s': unit('m/s', 1),
  'km/h': unit('km/h', 1, 3600, 1000),
  mph: unit('mph', 1, 3600, MILE_M),
  kn: unit('kn', 1, 3600, NAUTICAL_MILE_M),
  'ft/min': unit('ft/min', 0, 60, FOOT_M),
  m: unit('m', 1),
  ft: unit('ft', 0, 1, FOOT_M),
  km: unit('km', 2, 1, 1000),
  mi: unit('mi', 2, 1, MILE_M),
  NM: unit('NM', 2, 1, NAUTICAL_MILE_M),
  C: unit('°C', 1),
  F: unit('°F', 1, 9, 5, 32),
  hPa: unit('hPa', 1),
  inHg: unit('inHg', 2, 1, INCH_OF_MERCURY_HPA),
} as const satisfies Readonly<Record<string, Unit>>;

export type UnitId = keyof typeof UNITS;

/** What a person may have a unit of their own for, and which. The first is the catalogue's own, but for distances: those are in metres. */
export const MEASURES = {
  speed: ['m/s', 'km/h', 'mph', 'kn'],
  /** Up and down. */
  climb: ['m/s', 'ft/min'],
  /** Heights, and what is near. */
  length: ['m', 'ft'],
  /** What is far; nearer than `NEAR_BELOW` it is in the unit of lengths. */
  distance: ['km', 'mi', 'NM'],
  temperature: ['C', 'F'],
  pressure: ['hPa', 'inHg'],
} as const satisfies Readonly<Record<string, readonly UnitId[]>>;

export type Measure = keyof typeof MEASURES;
export type UnitOf<M extends Measure> = (typeof MEASURES)[M][number];
export const MEASURE_IDS = Object.keys(MEASURES) as readonly Measure[];

/** Distances below so many of their unit are near: `850.0 m` and not `0.85 km`. */
export const NEAR_BELOW = { km: 1, mi: 0.2, NM: 0.2 } as const satisfies Record<UnitOf<'distance'>, number>;

/** Units that go together, as people of a trade have them. */
export const UNIT_SYSTEMS = {
  metric: { speed: 'm/s', climb: 'm/s', length: 'm', distance: 'km', temperature: 'C', pressure: 'hPa' },
  imperial: { speed: 'mph', climb: 'ft/min', length: 'ft', distance: 'mi', temperature: 'F', pressure: 'inHg' },
  nautical: { speed: 'kn', climb: 'm/s', length: 'm', distance: 'NM', temperature: 'C', pressure: 'hPa' },
  aviation: { speed: 'kn', climb: 'ft/min', length: 'ft', distance: 'NM', temperature: 'C', pressure: 'hPa' },
} as const satisfies Readonly<Record<string, { readonly [M in Measure]: UnitOf<M> }>>;

export type UnitSystem = keyof typeof UNIT_SYSTEMS;
export const UNIT_SYSTEM_IDS = Object.keys(UNIT_SYSTEMS) as readonly UnitSystem[];
