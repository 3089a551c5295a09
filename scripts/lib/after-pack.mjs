import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * electron-builder leaves Electron's sample application in a package made from an unpacked Electron (`electronDist`).
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return;
  await rm(join(appOutDir, 'resources/default_app.asar'), { force: true });
}
