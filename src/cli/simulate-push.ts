import path from 'node:path';
import type { SimulatePushSettings } from '#core/settings/command';
import { runPushSimulator } from '#station/simulators/push/push-simulator';
import { DEMO_FLIGHT } from './simulate-pi';

/** Pushes until the signal; prints what happens. Resolves with the exit code. */
export async function simulatePush(settings: SimulatePushSettings, signal: AbortSignal): Promise<number> {
  const clip = settings.clip ?? path.join(DEMO_FLIGHT, 'flight.h264');
  try {
    await runPushSimulator({ ...settings, clip, onEvent: (text) => process.stdout.write(`${text}\n`) }, signal);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`groundglass: the simulator cannot start: ${reason}; choose another clip\n`);
    return 1;
  }
}
