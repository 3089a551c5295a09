import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { isThere, root } from './paths.mjs';

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
    // Never `npm install`: it would rewrite the lockfile, and hide that `npm ci` fails for everybody else.
    const { code, output } = await npm(['ci']);
    if (code === 0) return true;
    console.error(output);
    console.error('The npm packages could not be installed. Is the npm registry reachable? Try: npm ci');
    return false;
  });
}
