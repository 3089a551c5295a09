import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CommandEnvironment } from '#core/settings/command';

/** The folder that holds `out/` and `resources/`: the checkout, or the packaged application. */
export const APPLICATION_ROOT = path.resolve(import.meta.dirname, '../..');
/** The built viewer. */
export const VIEWER_ROOT = path.join(APPLICATION_ROOT, 'out/renderer');

/** Of this program, from its package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(APPLICATION_ROOT, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

/** Where this system keeps an application's settings. */
export function settingsFolder(): string {
  const { platform, env } = process;
  if (platform === 'win32')
    return path.join(env.APPDATA ?? path.join(os.homedir(), 'AppData', 'Roaming'), 'groundglass');
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'groundglass');
  return path.join(env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'groundglass');
}

/** What reading a command line needs, on this machine. */
export function nodeEnvironment(): CommandEnvironment {
  return {
    tokenize: (args, options) =>
      parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true }).tokens,
    readFile(file) {
      try {
        return { ok: true, text: readFileSync(file, 'utf8') };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    variables: process.env,
    defaultSettingsFile: path.join(settingsFolder(), 'settings.json'),
  };
}
