import { formatAge, formatCelsius, formatPercent, UNKNOWN } from '../../telemetry/format';
import { cpuLevel, type Level } from '../../telemetry/levels';
import type { Telemetry } from '../../telemetry/telemetry';

/** How the vehicle's computer is doing. */
export interface CpuView {
  readonly temperature: string;
  readonly level: Level;
  readonly load: string;
  /** Set only once the values are stale. */
  readonly age: string | undefined;
}

export function cpuView(telemetry: Telemetry | undefined, ageMs: number | undefined): CpuView {
  return {
    temperature: formatCelsius(telemetry?.cpuTempC),
    level: cpuLevel(telemetry?.cpuTempC),
    load: formatPercent(telemetry?.cpuPercent),
    age: ageMs === undefined ? undefined : formatAge(ageMs),
  };
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = { normal: '', caution: ' warm', warning: ' too hot' };

/** The view in words. */
export function describeCpu({ temperature, level, load, age }: CpuView): string {
  const say = (value: string): string => (value === UNKNOWN ? 'unknown' : value);
  const stale = age === undefined ? '' : `, ${age}`;
  return `CPU: temperature ${say(temperature)}${LEVEL_WORDS[level]}, load ${say(load)}${stale}`;
}
