import { lstatSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Where programs keep what they keep in a person's home, on every system. The home itself is one: a folder of our own name
 * there would be a new default.
 */
const places = [
  '.',
  ...['Desktop', 'Documents', 'Downloads', 'Movies', 'Pictures', 'Videos', 'Music'],
  ...['.config', '.cache', '.local/share', '.local/state'],
  ...[
    'Library/Application Support',
    'Library/Caches',
    'Library/Logs',
    'Library/Preferences',
    'Library/Saved Application State',
  ],
  ...['AppData/Roaming', 'AppData/Local'],
];

/** Ours by its name, or Electron's where the application has none yet. */
const isOurs = (/** @type {string} */ name) => /groundglass|^electron$/i.test(name);

/** @param {string} folder @returns {string[]} names, none where there is no such folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} path @returns {string[]} each file with its size and time */
function filesBelow(path) {
  if (path === root) return [];
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isDirectory()) return [path, ...namesIn(path).flatMap((name) => filesBelow(join(path, name)))];
  return [`${path} (${entry.size} bytes, ${entry.mtime.toISOString()})`];
}

/**
 * What of ours lies in a person's home.
 * @param {string} [home]
 * @returns {string[]}
 */
export function tracesIn(home = homedir()) {
  const ours = places.flatMap((place) =>
    namesIn(join(home, place))
      .filter(isOurs)
      .map((name) => join(home, place, name)),
  );
  return ours.flatMap(filesBelow).sort();
}

/** @returns {Promise<string[]>} what git sees changed; nothing where this is no checkout */
async function changedFiles() {
  const { code, output } = await run('git', ['status', '--porcelain', '--untracked-files=all'], { quiet: true });
  return code === 0 ? output.split('\n').filter(Boolean) : [];
}

/**
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @returns {string[]} what came and what went
 */
export function differences(before, after) {
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => `new: ${one}`),
    ...before.filter((one) => !after.includes(one)).map((one) => `gone: ${one}`),
  ];
}

/**
 * Remembers how the checkout and the person's home are.
 * @returns {Promise<() => Promise<string[]>>} what a run has changed since, a line for each; nothing where it left no trace
 */
export async function rememberTraces() {
  const [files, home] = [await changedFiles(), tracesIn()];
  return async () => [
    ...differences(files, await changedFiles()).map((line) => `the checkout, ${line}`),
    ...differences(home, tracesIn()).map((line) => `the home, ${line.replace(homedir(), '~')}`),
  ];
}
