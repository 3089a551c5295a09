import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { isThere, root } from './paths.mjs';
import { runNode } from './run.mjs';

const stamp = join(root, 'build/built.txt');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const products = [manifest.main, manifest.bin.groundglass, 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = [
  'src',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'electron.vite.config.ts',
  'vite.cli.config.ts',
];

const sourcesNow = () =>
  fingerprint(
    sources.map((name) => join(root, name)),
    (path) => !/\.test\.tsx?$/.test(path),
  );

const isBuilt = () =>
  products.every((name) => isThere(join(root, name))) && isThere(stamp) && readFileSync(stamp, 'utf8') === sourcesNow();

/** Notes that `out/` belongs to these sources. @param {string} state taken before the build began */
function writeStamp(state) {
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(stamp, state);
}

/**
 * Builds `out/` when a source is newer than it. Shows the build's output only when it fails.
 * @param {{ quiet?: boolean, force?: boolean }} [options]
 * @returns {Promise<boolean>} false when the build failed
 */
export async function ensureBuilt({ quiet = true, force = false } = {}) {
  if (!force && isBuilt()) return true;
  return withLock(join(root, '.cache/build.lock'), async () => {
    if (!force && isBuilt()) return true;
    if (quiet) console.error('Building Groundglass …');
    const before = sourcesNow();
    const { code, output } = await runNode(join(root, 'scripts/build.mjs'), [], { quiet });
    if (code !== 0) {
      console.error(output);
      return false;
    }
    writeStamp(before);
    return true;
  });
}
