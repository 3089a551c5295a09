import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Text, text } from '#core/texts/text';
import { type ElectronRuntime, electronPackageDir, electronVersion, findElectron } from './find-electron';

/** How to fetch; everything has a default. */
export interface ElectronFetch {
  readonly env?: NodeJS.ProcessEnv;
  readonly packageDir?: string | undefined;
  /** Where a failure is remembered. */
  readonly cacheDir: string;
  /** Milliseconds after which the download is given up. */
  readonly timeoutMs?: number;
  /** Hears that a download begins. */
  readonly tell?: (message: Text) => void;
  /** Wall clock in milliseconds. */
  readonly now?: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function failedLately(note: string, now: number): boolean {
  try {
    const age = now - Number(readFileSync(note, 'utf8'));
    return age >= 0 && age < DAY_MS;
  } catch {
    return false;
  }
}

function rememberFailure(note: string, now: number): void {
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, String(now));
  } catch {
    // A machine whose cache cannot be written tries again at the next start; that is slow, not wrong.
  }
}

function install(packageDir: string, env: NodeJS.ProcessEnv, timeout: number): Promise<boolean> {
  return new Promise((done) => {
    const script = join(packageDir, 'install.js');
    const child = spawn(process.execPath, [script], { env, stdio: 'ignore', timeout, windowsHide: true });
    child.once('error', () => done(false));
    child.once('exit', (code) => done(code === 0));
  });
}

/**
 * Fetches Electron's runtime with the npm package's own installer, once, quietly and for a bounded time. A failure is
 * remembered for a day for this version, so that no second start on a closed network is slow.
 */
export async function fetchElectron(fetch: ElectronFetch): Promise<ElectronRuntime> {
  const { env = process.env, timeoutMs = 60_000, now = Date.now } = fetch;
  const packageDir = 'packageDir' in fetch ? fetch.packageDir : electronPackageDir(import.meta.dirname);
  const there = findElectron({ env, packageDir });
  if ('path' in there || packageDir === undefined || env.ELECTRON_OVERRIDE_DIST_PATH) return there;
  const note = join(fetch.cacheDir, `electron-${electronVersion(packageDir) ?? 'unknown'}-not-fetched`);
  if (failedLately(note, now())) {
    return { reason: text('shell.fetchedLately') };
  }
  fetch.tell?.(text('shell.fetching'));
  const isFetched = await install(packageDir, env, timeoutMs);
  const result = findElectron({ env, packageDir });
  if (isFetched && 'path' in result) return result;
  rememberFailure(note, now());
  return { reason: text('shell.notFetched') };
}
