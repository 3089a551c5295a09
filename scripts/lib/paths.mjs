import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The JavaScript file behind a package's command. It is run by this very Node, so no shell and no `.cmd` is involved and
 * Windows needs nothing of its own.
 * @param {string} packageName
 * @param {string} [command] the command's name; the package's own name when left out
 * @returns {string}
 */
export function packageScript(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * @param {string | undefined} path
 * @returns {path is string}
 */
export const isThere = (path) => path !== undefined && path !== '' && existsSync(path);
