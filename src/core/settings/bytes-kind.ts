import { text as textOf } from '../texts/text';
import { measure } from './flag';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

function readBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,15})([kmgt]?)$/i.exec(text) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  return Number.isSafeInteger(bytes) && bytes >= 2 ** 20 ? bytes : undefined;
}

/** A number of bytes, at least 1 MiB: `2G`, `512M`. In a settings file a number too. */
export const bytesKind = measure('BYTES', textOf('allowed.bytes'), readBytes);
