import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Text, text } from '#core/texts/text';

/** Electron's program, or why there is none. */
export type ElectronRuntime = { readonly path: string } | { readonly reason: Text };

/** What the search looks at; tests give their own. */
export interface ElectronSearch {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: string;
  /** The folder of the npm package `electron`; undefined when it is not installed. */
  readonly packageDir?: string | undefined;
}

const PROGRAMS: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * The folder of the npm package `electron`, looked for upwards of `from`. The package is not imported: its `index.js`
 * starts a download of some 100 MB when the runtime is missing.
 */
export function electronPackageDir(from: string): string | undefined {
  const candidate = join(from, 'node_modules/electron');
  if (existsSync(join(candidate, 'package.json'))) return candidate;
  const parent = dirname(from);
  return parent === from ? undefined : electronPackageDir(parent);
}

/** The runtime's version as the package's `package.json` gives it; undefined when that cannot be read. */
export function electronVersion(packageDir: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Electron's runtime where it is really there: the folder that Electron's own `ELECTRON_OVERRIDE_DIST_PATH` names, else
 * the one that the npm package fetched. Looks only; fetches nothing, starts nothing.
 */
export function findElectron(search: ElectronSearch = {}): ElectronRuntime {
  const { env = process.env, platform = process.platform } = search;
  const packageDir = 'packageDir' in search ? search.packageDir : electronPackageDir(import.meta.dirname);
  const program = PROGRAMS[platform] ?? 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, program);
    return existsSync(path) ? { path } : { reason: text('shell.noOverride', { folder: override }) };
  }
  if (packageDir === undefined) return { reason: text('shell.notInstalled') };
  // Without path.txt an earlier unpacking was cut off.
  const path = join(packageDir, 'dist', program);
  const isWhole = existsSync(join(packageDir, 'path.txt')) && existsSync(path);
  return isWhole ? { path } : { reason: text('shell.noRuntime') };
}
