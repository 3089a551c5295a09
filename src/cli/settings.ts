import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from '#station/log';
import { SettingsStore } from '#station/settings/settings-store';
import { settingsFolder, usualSettingsFile } from './environment';

/** A file of before version 1, which held what is now the setting `serving`. */
const servingFile = z.object({ address: z.string(), port: z.number(), tls: z.boolean() });

/** The settings of this user, or those of the file that `--settings` names. */
export function openSettings(file: string | undefined, log: Log, folder = settingsFolder()): SettingsStore {
  const store = new SettingsStore(file ?? usualSettingsFile(folder), log);
  if (file === undefined) void takeOver(store, path.join(folder, 'gateway.json'));
  return store;
}

/** Makes a setting of what `gateway.json` kept, and deletes it once that is on the disk. */
async function takeOver(store: SettingsStore, file: string): Promise<void> {
  let serving: z.infer<typeof servingFile> | undefined;
  try {
    serving = servingFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return;
  }
  if (!serving) return;
  const isKept = store.get('serving') !== undefined || (await store.set({ serving })).ok;
  if (isKept) rmSync(file, { force: true });
}
