import path from 'node:path';
import { reasonOf } from '#core/reason-of';
import type { SimulatePushSettings } from '#core/settings/command';
import { text } from '#core/texts/text';
import { runPushSimulator } from '#station/simulators/push/push-simulator';
import { DEMO_FLIGHT } from './environment';
import { printProblem } from './terminal';

/** Pushes until the signal; prints what happens. Resolves with the exit code. */
export async function simulatePush(settings: SimulatePushSettings, signal: AbortSignal): Promise<number> {
  const clip = settings.clip ?? path.join(DEMO_FLIGHT, 'flight.h264');
  try {
    await runPushSimulator({ ...settings, clip, onEvent: (text) => process.stdout.write(`${text}\n`) }, signal);
    return 0;
  } catch (error) {
    const reason = reasonOf(error);
    printProblem(text('cli.simulator', { reason }));
    return 1;
  }
}
