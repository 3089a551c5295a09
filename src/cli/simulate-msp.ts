import type { SimulateMspSettings } from '#core/settings/command';
import { formatEndpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { runMspSimulator } from '#station/simulators/msp/simulator';
import { printLine } from './terminal';

/** Where `msposd` sends to, and the source's own port. */
const USUAL_UDP = { address: '127.0.0.1', port: 14555 };

/** Sends a flight controller's screen until the signal; prints where. Resolves with the exit code. */
export async function simulateMsp(
  { udp = USUAL_UDP, grid, ...rest }: SimulateMspSettings,
  signal: AbortSignal,
): Promise<number> {
  const [cols = 0, rows = 0] = grid.split('x').map(Number);
  const simulator = runMspSimulator({ ...rest, to: udp, grid: { cols, rows } });
  printLine(text('cli.mspAt', { udp: formatEndpoint(udp) }));
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await simulator.close();
  return 0;
}
