import path from 'node:path';
import type { SimulatePiSettings } from '#core/settings/command';
import { runPiSimulator } from '#station/simulators/pi/simulator';
import { APPLICATION_ROOT } from './environment';

/** The rendered flight and its telemetry. */
export const DEMO_FLIGHT = path.join(APPLICATION_ROOT, 'resources/demo-flight');

/** Plays the host until the signal; prints where it listens. Resolves with the exit code. */
export async function simulatePi(settings: SimulatePiSettings, signal: AbortSignal): Promise<number> {
  try {
    const say = (text: string) => process.stdout.write(`${text}\n`);
    const { videoPort, telemetryPort } = await runPiSimulator(
      { ...settings, demoFlight: DEMO_FLIGHT, onEvent: say },
      signal,
    );
    say(`video ${videoPort ?? 'off'}, telemetry ${telemetryPort ?? 'off'} on ${settings.listen} (Ctrl+C ends)`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`groundglass: the simulator cannot start: ${reason}; choose other ports or another clip\n`);
    return 1;
  }
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  return 0;
}
