// Plain JavaScript, so that the scripts, which run before anything is built, look in the same places as the program.
import { posix, win32 } from 'node:path';

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const macBundles = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

const filled = (values) => values.filter((value) => value !== undefined && value !== '');

const linux = (env) => {
  const folders = ['/usr/bin', ...filled((env.PATH ?? '').split(':')), '/snap/bin'];
  return linuxNames.flatMap((name) => [...new Set(folders)].map((folder) => posix.join(folder, name)));
};

const mac = (env) => {
  const folders = ['/Applications', ...filled([env.HOME]).map((home) => posix.join(home, 'Applications'))];
  return macBundles.flatMap((bundle) => folders.map((folder) => posix.join(folder, bundle)));
};

const windows = (env) => {
  const folders = filled([env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]);
  return windowsPrograms.flatMap((program) => folders.map((folder) => win32.join(folder, program)));
};

/**
 * Where a Chrome, Chromium or Edge may be installed, best first.
 * @param {string} platform as `process.platform`
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} absolute paths
 */
export function browserPlaces(platform, env) {
  if (platform === 'darwin') return mac(env);
  if (platform === 'win32') return windows(env);
  return linux(env);
}
