import { stat } from 'node:fs/promises';
import { reasonOf } from '#core/reason-of';
import type { RecordingInfo } from '#core/recording/info';
import type { Log } from '../../log';
import { repair } from './repair';
import { writeInfo } from './sidecar';

/** Puts right what a crash left of a recording. @param base its path without extension @returns what is whole of it */
export async function recover(base: string, info: RecordingInfo, log: Log): Promise<RecordingInfo | undefined> {
  const file = `${base}.mp4`;
  try {
    const found = await repair(file);
    const { size } = await stat(file);
    const { owner: _, ...rest } = info;
    const { pictures = 0, durationUs = 0 } = found ?? {};
    const whole: RecordingInfo = { ...rest, state: 'recovered', pictures, durationUs, bytes: found?.bytes ?? size };
    await writeInfo(base, whole);
    log.warn(`${file} was cut off in the middle; ${(durationUs / 1e6).toFixed(1)} s of it are whole`);
    return whole;
  } catch (error) {
    log.warn(`${file} cannot be put right: ${reasonOf(error)}`);
    return undefined;
  }
}
