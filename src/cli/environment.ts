import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { reasonOf } from '#core/reason-of';
import type { CommandEnvironment } from '#core/settings/command';
import { english } from '#core/texts/english';
import { createLog } from '#station/log';
import { SettingsStore } from '#station/settings/settings-store';

/** The folder that holds `out/` and `resources/`: the checkout, or the packaged application. */
export const APPLICATION_ROOT = path.resolve(import.meta.dirname, '../..');
/** The built viewer. */
export const VIEWER_ROOT = path.join(APPLICATION_ROOT, 'out/renderer');

/** The rendered flight and its telemetry. */
export const DEMO_FLIGHT = path.join(APPLICATION_ROOT, 'resources/demo-flight');

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
  // not shown: a folder of macOS
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'groundglass');
  return path.join(env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'groundglass');
}

/** The settings file of a person who names no other. */
export function usualSettingsFile(folder = settingsFolder()): string {
  return path.join(folder, 'settings.json');
}

/** The desktop application's log, which has no terminal. */
export function usualLogFile(folder = settingsFolder()): string {
  return path.join(folder, 'logs', 'groundglass.log');
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
        return { ok: false, reason: reasonOf(error) };
      }
    },
    variables: process.env,
    usualSettings() {
      const log = createLog('warn', (line) =>
        process.stderr.write(`${line}
`),
      );
      const { given, problems } = new SettingsStore(usualSettingsFile(), log);
      for (const problem of problems) log.warn(`${english(problem)}; it is left out, and kept`);
      return given;
    },
  };
}
