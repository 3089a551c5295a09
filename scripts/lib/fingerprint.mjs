import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} path
 * @param {(path: string) => boolean} wanted
 * @returns {string[]}
 */
function filesBelow(path, wanted) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (!entry.isDirectory()) return wanted(path) ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name), wanted));
}

/**
 * One value that changes when any file below `paths` is written, added or removed. Names, sizes and times are read, not
 * contents, so that a start is not slowed by it.
 * @param {string[]} paths files and folders; a missing one counts as empty
 * @param {(path: string) => boolean} [wanted]
 */
export function fingerprint(paths, wanted = () => true) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(path, wanted))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
