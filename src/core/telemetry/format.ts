import { type Text, text } from '../texts/text';
import { fixTypeText } from './fix-type';
import { normaliseHeading } from './heading';
import type { Dimension } from './quantity';
import { METRIC, type Units } from './units/choice';
import { toUnit, unitFor } from './units/convert';

/** What stands for a value that the vehicle did not send. Never a zero. */
export const UNKNOWN = '–';

/** U+2212: as wide as a digit in a tabular font, unlike the hyphen. */
const MINUS = '−';

/**
 * A number with fixed decimals, a true minus sign and never a negative zero.
 *
 * @returns `UNKNOWN` for `undefined`, NaN and the infinities.
 */
export function formatNumber(value: number | undefined, decimals: number): string {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? MINUS + digits : digits;
}

/** `−12.3°`. */
export function formatDegrees(deg: number | undefined, decimals = 1): string {
  return withUnit(formatNumber(deg, decimals), '°');
}

/** `047.5°`: always three digits before the point, 0 (inclusive) to 360 (exclusive) after rounding. */
export function formatHeading(deg: number | undefined, decimals = 1): string {
  const heading = normaliseHeading(deg, decimals);
  if (heading === undefined) return UNKNOWN;
  return `${heading.toFixed(decimals).padStart(decimals === 0 ? 3 : 4 + decimals, '0')}°`;
}

/** Six decimals (about 0.1 m), south negative; out of −90..90 is unknown. */
export function formatLatitude(deg: number | undefined): string {
  return formatCoordinate(deg, 90);
}

/** Six decimals (about 0.1 m at the equator), west negative; out of −180..180 is unknown. */
export function formatLongitude(deg: number | undefined): string {
  return formatCoordinate(deg, 180);
}

/** A value of the catalogue in the unit that a person reads: `123.4 m`, `405 ft`, `5°` and `78%` without a space. */
export function formatMeasured(dimension: Dimension, value: number | undefined, units: Units = METRIC): string {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const unit = unitFor(dimension, value, units);
  return withSymbol(formatNumber(toUnit(value, unit), unit.decimals), unit.symbol);
}

/** A number and its unit, as SI writes them: a space between, but for `°` and `%`. */
export function withSymbol(number: string, symbol: string): string {
  return symbol === '' || symbol === '°' || symbol === '%' ? number + symbol : `${number} ${symbol}`;
}

/** `78%`. */
export function formatPercent(percent: number | undefined): string {
  return withUnit(formatNumber(percent, 0), '%');
}

/** `12.3 V (78%)`; the half that is unknown is a dash, and both together are one dash. */
export function formatBattery(volts: number | undefined, percent: number | undefined): string {
  const voltage = withUnit(formatNumber(volts, 1), ' V');
  const charge = formatPercent(percent);
  return voltage === UNKNOWN && charge === UNKNOWN ? UNKNOWN : `${voltage} (${charge})`;
}

/** `3D 12 sat`; the half that is unknown is a dash. @returns `undefined` where both are */
export function gpsText(fixType: number | undefined, satellites: number | undefined): Text | undefined {
  const fix = fixTypeText(fixType) ?? UNKNOWN;
  const count = formatNumber(satellites, 0);
  return fix === UNKNOWN && count === UNKNOWN ? undefined : text('gps.fix', { fix, satellites: count });
}

/** `12 ms`. */
export function formatMilliseconds(ms: number | undefined): string {
  return withUnit(formatNumber(ms, 0), ' ms');
}

/** An age as it is shown, in ms: in whole seconds, from a minute on in whole minutes, from an hour on in whole hours. */
export function shownAge(ms: number): number {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const step = seconds < 60 ? 1 : seconds < 3600 ? 60 : 3600;
  return Math.floor(seconds / step) * step * 1000;
}

/** `3 s old`, from a minute on `2 min old`, from an hour on `5 h old`. Rounded down: never older than it is. */
export function ageText(ms: number): Text {
  const seconds = shownAge(ms) / 1000;
  if (seconds < 60) return text('age.seconds', { n: seconds });
  if (seconds < 3600) return text('age.minutes', { n: seconds / 60 });
  return text('age.hours', { n: seconds / 3600 });
}

/** `0:42`, from an hour on `1:02:03`. Rounded down. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const minutes = Math.floor(seconds / 60);
  const two = (part: number) => String(part).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function withUnit(number: string, unit: string): string {
  return number === UNKNOWN ? UNKNOWN : number + unit;
}

function formatCoordinate(deg: number | undefined, limit: number): string {
  if (deg === undefined || Math.abs(deg) > limit) return UNKNOWN;
  return formatDegrees(deg, 6);
}
