import { join } from 'node:path';
import { isThere, root } from './paths.mjs';

const program =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[/** @type {string} */ (process.platform)] ??
  'electron';

/**
 * The folder of an Electron that is on this machine. Never a download: importing the package `electron` would start one.
 * @returns {string | undefined}
 */
export function findElectronDist(env = process.env) {
  const folders = [env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules/electron/dist')];
  return folders.find((folder) => folder !== undefined && folder !== '' && isThere(join(folder, program)));
}
