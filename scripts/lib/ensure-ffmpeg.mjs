import { createRequire } from 'node:module';
import { aptInstall } from './apt.mjs';
import { firstFound } from './ensure-tool.mjs';
import { onPath } from './on-path.mjs';
import { isThere } from './paths.mjs';

/** The optional package may be missing, and so may its file: its install step is a download. */
function fromPackage() {
  try {
    return [createRequire(import.meta.url)('ffmpeg-static')].find(isThere);
  } catch {
    return undefined;
  }
}

/**
 * ffmpeg: `FFMPEG_BIN`, the package ffmpeg-static, `PATH`, Debian's.
 * @returns {Promise<import('./ensure-tool.mjs').Tool>}
 */
export function ensureFfmpeg() {
  return firstFound(
    [
      () => [process.env.FFMPEG_BIN].find(isThere),
      fromPackage,
      () => onPath('ffmpeg'),
      async () => ((await aptInstall(['ffmpeg'])) ? onPath('ffmpeg') : undefined),
    ],
    'No ffmpeg: install it, or set FFMPEG_BIN to one.',
  );
}
