import { reasonOf } from '#core/reason-of';
import type { SimulateMavlinkSettings } from '#core/settings/command';
import { formatEndpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { runMavlinkSimulator } from '#station/simulators/mavlink/simulator';
import { readSigningKey } from '#station/sources/mavlink/signing-key';
import { DEMO_FLIGHT } from './environment';
import { printLine, printProblem } from './terminal';

/** Where ground stations listen. */
const USUAL_UDP = { address: '127.0.0.1', port: 14550 };

/** Flies until the signal; prints where. Resolves with the exit code. */
export async function simulateMavlink(settings: SimulateMavlinkSettings, signal: AbortSignal): Promise<number> {
  try {
    const key = settings.signed === undefined ? undefined : await readSigningKey(settings.signed);
    const udp = settings.udp ?? (settings.tcp === undefined ? USUAL_UDP : undefined);
    const say = (text: string) => process.stdout.write(`${text}\n`);
    const simulator = await runMavlinkSimulator(
      { ...settings, udp, key, demoFlight: DEMO_FLIGHT, onEvent: say },
      signal,
    );
    const off = text('cli.off');
    printLine(
      text('cli.mavlinkAt', {
        udp: udp ? formatEndpoint(udp) : off,
        tcp: simulator.tcpPort ?? off,
        video: simulator.videoPort ?? off,
      }),
    );
  } catch (error) {
    printProblem(text('cli.mavlinkCannot', { reason: reasonOf(error) }));
    return 1;
  }
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return 0;
}
