import { formatMeasured, formatPercent, shownAge } from '../../telemetry/format';
import { type Level, levelOf } from '../../telemetry/levels';
import type { Telemetry } from '../../telemetry/telemetry';
import { METRIC } from '../../telemetry/units/choice';
import { type Text, text } from '../../texts/text';
import { spokenValue, withAge } from '../shared/words';

/** How the vehicle's computer is doing. */
export interface CpuView {
  readonly temperature: string;
  readonly level: Level;
  readonly load: string;
  /** Set only once the values are stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

export function cpuView(telemetry: Telemetry | undefined, ageMs: number | undefined, units = METRIC): CpuView {
  return {
    temperature: formatMeasured('temperature', telemetry?.cpuTempC, units),
    level: levelOf('cpuTempC', telemetry?.cpuTempC),
    load: formatPercent(telemetry?.cpuPercent),
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

/** The view in words. */
export function describeCpu({ temperature, level, load, ageMs }: CpuView): Text {
  const values = { temperature: spokenValue(temperature), level, load: spokenValue(load) };
  return withAge(text('instrument.cpu', values), ageMs);
}
