import {
  MEASURE_IDS,
  MEASURES,
  type Measure,
  UNIT_SYSTEM_IDS,
  UNIT_SYSTEMS,
  type UnitOf,
  type UnitSystem,
} from './table';

/** The units that a person reads: a system, and a unit for each measure, which is the system's or chosen beside it. */
export type Units = { readonly system: UnitSystem } & { readonly [M in Measure]: UnitOf<M> };

/** The units of a system. */
export function unitsOf(system: UnitSystem): Units {
  return { system, ...UNIT_SYSTEMS[system] };
}

/** Those of the catalogue itself, as files and programs have them. */
export const METRIC: Units = unitsOf('metric');

/** Another unit for one measure. @param unit one that the measure has not changes nothing */
export function withUnitOf(units: Units, measure: Measure, unit: string): Units {
  const known = MEASURES[measure].some((one) => one === unit);
  return known ? { ...units, [measure]: unit } : units;
}

/** Most characters of a written choice. */
export const MAX_UNITS_LENGTH = 120;

/**
 * Reads a choice as settings write it: a system, and what is otherwise: `imperial`, `metric,speed=km/h`,
 * `nautical,length=ft,temperature=F`.
 *
 * @returns `undefined` for anything else
 */
export function readUnits(text: string): Units | undefined {
  if (text.length > MAX_UNITS_LENGTH) return undefined;
  const [name = '', ...others] = text.split(',').map((part) => part.trim());
  const system = UNIT_SYSTEM_IDS.find((one) => one === name);
  if (system === undefined) return undefined;
  let units = unitsOf(system);
  for (const other of others) {
    const [measure, unit = ''] = other.split('=');
    const known = MEASURE_IDS.find((one) => one === measure);
    if (known === undefined || !MEASURES[known].some((one) => one === unit)) return undefined;
    units = withUnitOf(units, known, unit);
  }
  return units;
}

/** A choice as `readUnits` takes it, in one way of writing. */
export function writeUnits(units: Units): string {
  const usual = UNIT_SYSTEMS[units.system];
  const others = MEASURE_IDS.filter((measure) => units[measure] !== usual[measure]);
  return [units.system, ...others.map((measure) => `${measure}=${units[measure]}`)].join(',');
}
