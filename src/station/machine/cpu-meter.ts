import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Telemetry } from '#core/telemetry/telemetry';

/** This machine's processor: percent since the last look, and °C where Linux tells it. */
export class CpuMeter {
  #last = ticks();

  read(): Pick<Telemetry, 'cpuPercent' | 'cpuTempC'> {
    const now = ticks();
    const total = now.total - this.#last.total;
    const idle = now.idle - this.#last.idle;
    this.#last = now;
    const cpuPercent = total > 0 ? Math.round((1 - idle / total) * 1000) / 10 : undefined;
    const cpuTempC = temperature();
    return { ...(cpuPercent === undefined ? {} : { cpuPercent }), ...(cpuTempC === undefined ? {} : { cpuTempC }) };
  }
}

function ticks() {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}

function temperature(): number | undefined {
  try {
    return Number(readFileSync('/sys/class/thermal/thermal_zone0/temp', 'utf8')) / 1000;
  } catch {
    return undefined;
  }
}
