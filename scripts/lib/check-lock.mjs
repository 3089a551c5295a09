import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockfileFaults } from './lockfile.mjs';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';

/** Where people build and run this. */
const platforms = [
  ['linux', 'x64', 'glibc'],
  ['linux', 'x64', 'musl'],
  ['linux', 'arm64', 'glibc'],
  ['linux', 'arm64', 'musl'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['win32', 'arm64'],
];

/**
 * Whether `npm ci` would accept the lockfile on a platform. A whole lockfile answers that without the network.
 * @param {string} folder with package.json and package-lock.json alone
 * @param {string[]} platform
 */
async function tryPlatform(folder, [os, cpu, libc]) {
  const platform = [`--os=${os}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
  const { code, output } = await npm(['ci', '--dry-run', '--offline', '--ignore-scripts', ...platform], {
    cwd: folder,
  });
  return code === 0 ? [] : [`npm ci ${platform.join(' ')} fails:\n${output}`];
}

/**
 * What would make `npm ci` fail on any platform.
 * @returns {Promise<string[]>}
 */
export async function checkLock() {
  const faults = lockfileFaults(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  if (faults.length > 0) return faults;
  const folder = mkdtempSync(join(tmpdir(), 'groundglass-lock-'));
  try {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(folder, name));
    return (await Promise.all(platforms.map((platform) => tryPlatform(folder, platform)))).flat();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
