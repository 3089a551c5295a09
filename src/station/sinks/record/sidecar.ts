import { open, readFile, rename, rm } from 'node:fs/promises';
import { type RecordingInfo, recordingInfoSchema } from '#core/recording/info';

/** Files beside `NAME.mp4`. */
export const SIDECAR_EXTENSIONS = ['.json', '.jsonl', '.csv', '.srt', '.ass', '.gpx'] as const;

/** @param base a recording's path without extension */
export async function readInfo(base: string): Promise<RecordingInfo | undefined> {
  const text = await readFile(`${base}.json`, 'utf8').catch(() => '');
  try {
    return recordingInfoSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, also after a loss of power. @throws the system's error */
export async function writeInfo(base: string, info: RecordingInfo): Promise<void> {
  const temporary = `${base}.json.new`;
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(`${JSON.stringify(info, null, 2)}\n`);
    await handle.sync();
    await handle.close();
    await rename(temporary, `${base}.json`);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}
