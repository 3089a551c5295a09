import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { removeFolder } from './remove-folder.ts';

/**
 * The variables by which programs find a person's folders: settings, caches, recordings and downloads, on every system.
 *
 * @param folder stands for all of them
 */
export function homeVariables(folder: string): Record<string, string> {
  const below = (...names: readonly string[]) => path.join(folder, ...names);
  return {
    HOME: folder,
    USERPROFILE: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: below('cache'),
    XDG_DATA_HOME: below('data'),
    XDG_STATE_HOME: below('state'),
    APPDATA: folder,
    LOCALAPPDATA: below('cache'),
  };
}

/** This process's environment with another home. @param extra wins over both */
export function homeEnvironment(folder: string, extra: NodeJS.ProcessEnv = {}): Record<string, string> {
  const all = { ...process.env, ...homeVariables(folder), ...extra };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A home of its own: no test finds what another kept, nor what a person keeps on this machine, nor leaves anything there. */
export function freshHome() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-home-'));
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  return {
    folder,
    env: homeEnvironment(folder, { TMPDIR: temporary }),
    /** What lies in its folder for temporary files. */
    temporaryFiles: () => readdirSync(temporary),
    remove: () => removeFolder(folder),
  };
}

/** Kept in the environment, so that the processes of one run agree on it. */
const VARIABLE = 'GROUNDGLASS_TEST_HOME';

/**
 * Gives this process, and all that it starts, a home for one run of tests, so that a test which forgets to take one of
 * its own writes nothing into the person's. To be called by a test runner's configuration.
 *
 * @returns removes it
 */
export function useHomeForTests(): () => void {
  const { [VARIABLE]: given } = process.env;
  const folder = given ?? mkdtempSync(path.join(os.tmpdir(), 'groundglass-tests-'));
  Object.assign(process.env, homeVariables(folder), { [VARIABLE]: folder });
  return () => {
    if (given === undefined) removeFolder(folder);
  };
}
