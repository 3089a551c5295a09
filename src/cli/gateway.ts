import type { GatewaySettings } from '#core/settings/command';
import { serveOrTell } from './serve';

/** Runs the station behind its gateway, with no window, until the signal. Resolves with the exit code. */
export async function runGateway(settings: GatewaySettings, signal: AbortSignal): Promise<number> {
  const served = await serveOrTell(settings, { keeps: true, isOwnWindow: false });
  if (!served) return 1;
  process.stdout.write(`${served.introduction}\n`);
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  await served.close();
  return 0;
}
