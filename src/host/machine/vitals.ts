import { statfs } from 'node:fs/promises';
import os from 'node:os';
import type { Telemetry } from '#core/telemetry/telemetry';
import { CpuMeter } from '#station/machine/cpu-meter';
import { type Throttling, throttling } from './throttling';
import { type Wifi, wifi } from './wifi';

/** How this machine does, beside what telemetry has keys for. */
export interface MachineState {
  /** Programs that want to run, averaged over a minute. */
  readonly load: number;
  readonly throttling?: Throttling;
  readonly wifi?: Wifi;
  readonly diskFreeBytes?: number;
}

const CPU_EVERY_MS = 1000;
/** Other programs are started for it. */
const MACHINE_EVERY_MS = 5000;

/** Looks at this machine as long as it runs. */
export class Vitals {
  readonly #meter = new CpuMeter();
  #cpu: Pick<Telemetry, 'cpuPercent' | 'cpuTempC'> = {};
  #machine: MachineState = { load: 0 };
  #timers: readonly NodeJS.Timeout[] = [];

  readonly #onMachine: () => void;

  /** @param onMachine the machine was looked at */
  constructor(onMachine: () => void) {
    this.#onMachine = onMachine;
  }

  get cpu(): Pick<Telemetry, 'cpuPercent' | 'cpuTempC'> {
    return this.#cpu;
  }

  get machine(): MachineState {
    return this.#machine;
  }

  start(): void {
    const readCpu = () => {
      this.#cpu = this.#meter.read();
    };
    const look = async () => {
      this.#machine = await machineState();
      this.#onMachine();
    };
    readCpu();
    void look();
    this.#timers = [setInterval(readCpu, CPU_EVERY_MS), setInterval(look, MACHINE_EVERY_MS)];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}

async function machineState(): Promise<MachineState> {
  const [throttled, link, disk] = await Promise.all([throttling(), wifi(), statfs('/').catch(() => undefined)]);
  return {
    load: os.loadavg()[0] ?? 0,
    ...(throttled && { throttling: throttled }),
    ...(link && { wifi: link }),
    ...(disk && { diskFreeBytes: disk.bavail * disk.bsize }),
  };
}
