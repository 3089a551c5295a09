import path from 'node:path';
import { reasonOf } from '#core/reason-of';
import type { SimulateDashcamSettings } from '#core/settings/command';
import { text } from '#core/texts/text';
import { loadClip } from '#station/clips/clip';
import { runDashcam } from '#station/simulators/dashcam/dashcam';
import { DEMO_FLIGHT } from './environment';
import { printProblem } from './terminal';

/** As often as a simulator's watcher likes to see something; real terminals are slower. */
const HEARTBEAT_SECONDS = 15;
const REPORT_SECONDS = 1;

/** Plays a terminal until the signal; prints what happens. Resolves with the exit code. */
export async function simulateDashcam(settings: SimulateDashcamSettings, signal: AbortSignal): Promise<number> {
  try {
    const clip = await loadClip(settings.clip ?? path.join(DEMO_FLIGHT, 'flight.h264'));
    const subClip = settings.subClip === undefined ? undefined : await loadClip(settings.subClip);
    const dashcam = {
      ...settings,
      clip,
      subClip,
      version: settings.version === '2019' ? 2019 : 2013,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      reportSeconds: REPORT_SECONDS,
      onEvent: (text: string) => process.stdout.write(`${text}\n`),
    } as const;
    await runDashcam(dashcam, signal);
    return 0;
  } catch (error) {
    const reason = reasonOf(error);
    printProblem(text('cli.simulator', { reason }));
    return 1;
  }
}
