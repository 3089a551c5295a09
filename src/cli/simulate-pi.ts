import { reasonOf } from '#core/reason-of';
import type { SimulatePiSettings } from '#core/settings/command';
import { text } from '#core/texts/text';
import { runPiSimulator } from '#station/simulators/pi/simulator';
import { DEMO_FLIGHT } from './environment';
import { printLine, printProblem } from './terminal';

/** Plays the host until the signal; prints where it listens. Resolves with the exit code. */
export async function simulatePi(settings: SimulatePiSettings, signal: AbortSignal): Promise<number> {
  try {
    const say = (text: string) => process.stdout.write(`${text}\n`);
    const { videoPort, telemetryPort } = await runPiSimulator(
      { ...settings, demoFlight: DEMO_FLIGHT, onEvent: say },
      signal,
    );
    const off = text('cli.off');
    printLine(
      text('cli.simulatorAt', { video: videoPort ?? off, telemetry: telemetryPort ?? off, where: settings.listen }),
    );
  } catch (error) {
    const reason = reasonOf(error);
    printProblem(text('cli.simulatorPorts', { reason }));
    return 1;
  }
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  return 0;
}
