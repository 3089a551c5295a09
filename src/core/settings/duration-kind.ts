import { text as textOf } from '../texts/text';
import { type FlagKind, measure } from './flag';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A length of time in seconds: `90s`, `10m`, `1.5h`; a number alone is seconds. In a settings file a number too. */
export function durationKind(minS: number, maxS: number): FlagKind<number> {
  const read = (text: string) => {
    const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smh]?)$/.exec(text) ?? [];
    const seconds = Number(digits) * (SECONDS[unit || 's'] ?? Number.NaN);
    return seconds >= minS && seconds <= maxS ? seconds : undefined;
  };
  return measure('TIME', textOf('allowed.duration', { min: minS, max: maxS }), read);
}
