import path from 'node:path';
import { reasonOf } from '#core/reason-of';
import type { SimulatePhoneSettings } from '#core/settings/command';
import { type Text, text } from '#core/texts/text';
import { runPhoneSimulator } from '#station/simulators/phone/phone-simulator';
import { DEMO_FLIGHT } from './environment';
import { printProblem } from './terminal';

/** Plays a phone until the signal; prints what happens. Resolves with the exit code. */
export async function simulatePhone(settings: SimulatePhoneSettings, signal: AbortSignal): Promise<number> {
  if (settings.avcc && settings.annexb) return refuse(text('cli.exclude', { one: '--avcc', other: '--annexb' }));
  if (settings.camera !== undefined && settings.clip !== undefined)
    return refuse(text('cli.exclude', { one: '--camera', other: '--clip' }));
  if (settings.codec === 'h265' && settings.clip === undefined && settings.camera === undefined) {
    return refuse(text('cli.h265Needs'));
  }
  const clip = settings.clip ?? path.join(DEMO_FLIGHT, 'flight.h264');
  const framing = settings.annexb ? 'annexb' : 'avcc';
  try {
    await runPhoneSimulator(
      { ...settings, clip, framing, pairingCode: settings.code, onEvent: (text) => process.stdout.write(`${text}\n`) },
      signal,
    );
    return 0;
  } catch (error) {
    const reason = reasonOf(error);
    return refuse(text('cli.simulator', { reason }));
  }
}

function refuse(message: Text): number {
  printProblem(message);
  return 1;
}
