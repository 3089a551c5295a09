import type { FlagKind } from './flag';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A length of time in seconds: `90s`, `10m`, `1.5h`; a number alone is seconds. In a settings file a number too. */
export function durationKind(leastS: number, mostS: number): FlagKind<number> {
  const read = (text: string) => {
    const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smh]?)$/.exec(text) ?? [];
    const seconds = Number(digits) * (SECONDS[unit || 's'] ?? Number.NaN);
    return seconds >= leastS && seconds <= mostS ? seconds : undefined;
  };
  return {
    placeholder: 'TIME',
    allowed: `a time from ${leastS}s to ${mostS}s, such as 90s, 10m or 1h`,
    fromText: read,
    fromJson: (value) => (typeof value === 'number' || typeof value === 'string' ? read(String(value)) : undefined),
  };
}
