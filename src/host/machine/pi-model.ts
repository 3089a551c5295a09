import { readFileSync } from 'node:fs';

/** Where Linux says what board it runs on. */
const MODEL_FILE = '/proc/device-tree/model';

/** `Raspberry Pi 4 Model B Rev 1.4`; `undefined` where this is no board that says. */
export function boardModel(file = MODEL_FILE): string | undefined {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', '').trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a Raspberry Pi has an encoder of H.264 in its hardware: those up to 4 do, 5 and its kin (500, Compute Module 5) do not.
 * Other boards are none.
 */
export function hasHardwareEncoder(model: string | undefined): boolean {
  const pi = /^Raspberry Pi (?:Compute Module )?(Zero|Model|[0-9]+)/.exec(model ?? '')?.[1];
  if (pi === undefined) return false;
  return pi === 'Zero' || pi === 'Model' || !(pi === '5' || pi.startsWith('50'));
}
