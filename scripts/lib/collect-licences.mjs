import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, root } from './paths.mjs';

const isLicence = (/** @type {string} */ name) => /^(licen[cs]e|copying|notice)/i.test(name);

/** What is carried as a program, and not as code within ours, has a notice of its own. */
const NOTICES = ['ffmpeg-core.txt', 'GPL-2.0.txt'];

/** @param {string} folder a package's */
function licenceText(folder) {
  if (!isThere(folder)) return '';
  const texts = readdirSync(folder).filter(isLicence).sort();
  return texts.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/**
 * Writes the licences of all packages that the build bundles, from the lockfile's list of what is not for development
 * only. A bundle carries code of these packages, and their licences ask to go with it.
 * @returns {{ folder: string, count: number }}
 */
export function collectLicences() {
  const folder = join(root, 'build/licences');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const parts = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && isThere(join(root, path)))
    .map(([path, { version, license }]) => {
      const title = `${path.replace(/^.*node_modules\//, '')} ${version} (${license ?? 'see below'})`;
      return `${title}\n${'-'.repeat(title.length)}\n${licenceText(join(root, path))}\n`;
    });
  writeFileSync(join(folder, 'bundled-packages.txt'), parts.join('\n\n'));
  for (const name of NOTICES) copyFileSync(join(root, 'resources/packaging', name), join(folder, name));
  return { folder, count: parts.length };
}
