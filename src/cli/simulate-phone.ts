import path from 'node:path';
import type { SimulatePhoneSettings } from '#core/settings/command';
import { runPhoneSimulator } from '#station/simulators/phone/phone-simulator';
import { DEMO_FLIGHT } from './simulate-pi';

/** Plays a phone until the signal; prints what happens. Resolves with the exit code. */
export async function simulatePhone(settings: SimulatePhoneSettings, signal: AbortSignal): Promise<number> {
  if (settings.avcc && settings.annexb) return refuse('--avcc and --annexb exclude each other');
  if (settings.camera !== undefined && settings.clip !== undefined)
    return refuse('--camera and --clip exclude each other');
  if (settings.codec === 'h265' && settings.clip === undefined && settings.camera === undefined) {
    return refuse('--codec h265 needs a --clip of H.265, or a --camera');
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
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(`the simulator cannot start: ${reason}; choose another clip`);
  }
}

function refuse(message: string): number {
  process.stderr.write(`groundglass: ${message}\n`);
  return 1;
}
