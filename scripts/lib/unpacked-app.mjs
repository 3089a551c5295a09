import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, packageScript, root } from './paths.mjs';
import { runNode } from './run.mjs';

/** electron-builder's folder for the unpacked application of this machine. */
const unpackedName = () => {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  if (process.platform === 'darwin') return `mac${arch}`;
  return `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`;
};

const platformFlag = () => ({ darwin: '--mac', win32: '--win' })[/** @type {string} */ (process.platform)] ?? '--linux';

/**
 * electron-builder's options for an Electron that is already here: with the folder and its version it asks no network.
 * @param {string | undefined} electronDist
 * @returns {string[]}
 */
export function localElectron(electronDist) {
  if (electronDist === undefined) return [];
  const version = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
  return [`-c.electronDist=${electronDist}`, `-c.electronVersion=${version}`];
}

/**
 * Runs electron-builder for this system.
 * @param {string[]} args
 */
export async function electronBuilder(args) {
  const { code } = await runNode(packageScript('electron-builder'), [platformFlag(), ...args, '--publish', 'never'], {
    env: { CSC_IDENTITY_AUTO_DISCOVERY: process.env.CSC_IDENTITY_AUTO_DISCOVERY ?? 'false' },
  });
  return code === 0;
}

/**
 * The unpacked application for this machine's architecture, made from a local Electron.
 * @param {string | undefined} electronDist undefined: electron-builder fetches Electron
 * @returns {Promise<string | undefined>} its folder; undefined when it could not be made
 */
export async function packUnpacked(electronDist) {
  const isMade = await electronBuilder(['dir', `--${process.arch}`, ...localElectron(electronDist)]);
  const folder = join(root, 'dist', unpackedName());
  return isMade && isThere(folder) ? folder : undefined;
}
