import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { isThere, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether what is installed is what the lockfile asks for. Contents are compared, not times: a fresh `git checkout`
 * touches the lockfile without changing it. Optional packages may be missing (other platforms, blocked downloads).
 * @param {Lockfile} wanted `package-lock.json`
 * @param {Lockfile} installed `node_modules/.package-lock.json`, written by npm at the end of an install
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed.packages?.[path]?.version === version,
  );
}

/** @param {string} folder */
function needsInstall(folder) {
  const hidden = join(folder, 'node_modules/.package-lock.json');
  const lock = join(folder, 'package-lock.json');
  if (!isThere(hidden)) return true;
  if (!isThere(lock)) return false;
  try {
    return !isInstalled(JSON.parse(readFileSync(lock, 'utf8')), JSON.parse(readFileSync(hidden, 'utf8')));
  } catch {
    return true;
  }
}

/** npm is a script beside Node on Windows, where `npm` alone cannot be started without a shell. */
function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm-cli\.js$/.test(own)) return { command: process.execPath, first: [own] };
  if (isThere(beside)) return { command: process.execPath, first: [beside] };
  return { command: 'npm', first: [] };
}

/** @param {string[]} args */
function npm(args) {
  const { command, first } = npmCommand();
  return run(command, [...first, ...args, '--include=dev', '--no-audit', '--no-fund'], { quiet: true });
}

/**
 * Installs the npm packages when they are missing or differ from the lockfile. Says one line when it has to; shows npm's
 * own output only when it fails.
 * @returns {Promise<boolean>} false when the packages could not be installed
 */
export async function ensureDependencies() {
  if (!needsInstall(root)) return true;
  return withLock(join(root, '.cache/install.lock'), async () => {
    if (!needsInstall(root)) return true;
    console.error('Installing npm packages (once) …');
    if ((await npm(['ci'])).code === 0) return true;
    const second = await npm(['install']);
    if (second.code === 0) return true;
    console.error(second.output);
    console.error('The npm packages could not be installed. Is the npm registry reachable? Try: npm install');
    return false;
  });
}
