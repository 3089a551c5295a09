import { METRIC, readUnits, type Units } from '#core/telemetry/units/choice';

/** What a person chose, and what the station's settings said then. Both see `readUnits`. */
export interface ChosenUnits {
  readonly units: string;
  readonly over: string;
}

/**
 * What a page shows values in. A person's choice stands until the setting itself is changed, for that is the later word:
 * `--units imperial` counts though metric was chosen months ago, and what is chosen after that counts again.
 *
 * @param given what the station's settings say
 */
export function unitsFor(chosen: ChosenUnits | undefined, given: string): Units {
  const own = chosen && chosen.over === given ? readUnits(chosen.units) : undefined;
  return own ?? readUnits(given) ?? METRIC;
}
