import { open, readFile, rename, rm } from 'node:fs/promises';
import { type RecordingInfo, recordingInfoSchema } from '#core/recording/info';
import { modeOf, PRIVATE_FILE, setMode } from '../../file-mode';

/** Files beside `NAME.mp4`. */
export const SIDECAR_EXTENSIONS = ['.json', '.jsonl', '.tlog', '.csv', '.srt', '.ass', '.gpx', '.osd'] as const;

/** @param base a recording's path without extension */
export async function readInfo(base: string): Promise<RecordingInfo | undefined> {
  const text = await readFile(`${base}.json`, 'utf8').catch(() => '');
  try {
    return recordingInfoSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, also after a loss of power; with the rights of its film. @throws the system's error */
export async function writeInfo(base: string, info: RecordingInfo): Promise<void> {
  const temporary = `${base}.json.new`;
  // What is there already, a link perhaps, is not written through.
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', PRIVATE_FILE);
  try {
    await setMode(handle, await modeOf(`${base}.mp4`));
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
