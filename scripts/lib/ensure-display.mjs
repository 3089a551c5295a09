import { aptInstall } from './apt.mjs';
import { onPath } from './on-path.mjs';

/**
 * What to put before a command that opens windows: nothing where there is a display, `xvfb-run` on a Linux without one.
 * @returns {Promise<{ prefix: string[] } | { reason: string }>}
 */
export async function ensureDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { prefix: [] };
  const isThere = onPath('xvfb-run') !== undefined || (await aptInstall(['xvfb', 'xauth']));
  if (!isThere) return { reason: 'no display and no xvfb-run (Debian: xvfb xauth)' };
  return { prefix: ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24'] };
}
