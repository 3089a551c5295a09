import { readFileSync, renameSync } from 'node:fs';
import { parseSettings, type SettingsDocument } from '#core/settings/settings-document';
import { english } from '#core/texts/english';
import type { Log } from '../log';

/** Where the text stands that was replaced last. */
export function backupOf(file: string): string {
  return `${file}.backup`;
}

/**
 * Reads a settings file. One that is no settings file is put aside under another name, and the last one that was whole
 * takes its place; the log says so.
 *
 * @returns an empty document where there is none. @throws where it is there and cannot be read
 */
export function readSettingsFile(file: string, log: Log): SettingsDocument {
  const read = readText(file);
  if (read === undefined) return {};
  const document = parseSettings(file, read);
  if (document.ok) return document.value;
  log.warn(`${english(document.message)}; ${putAside(file)}`);
  const backup = readText(backupOf(file));
  const earlier = backup === undefined ? undefined : parseSettings(backupOf(file), backup);
  if (!earlier?.ok) return {};
  log.warn(`the settings of before are used: ${backupOf(file)}`);
  return earlier.value;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function putAside(file: string): string {
  const aside = `${file}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, aside);
  // not shown: in logs alone
  return `it is ignored, and now called ${aside}`;
}
