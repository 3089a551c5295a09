import { ensureBrowser } from './ensure-browser.mjs';
import { ensureFfmpeg } from './ensure-ffmpeg.mjs';
import { ensurePython } from './ensure-python.mjs';

/**
 * The programs that tests call, in the environment variables under which tests look for them. A variable is empty, and
 * a note says why, when there is no such program; then the cases that need it skip themselves.
 * @param {boolean} quick whether no browser is needed
 * @returns {Promise<{ env: Record<string, string>, notes: string[] }>}
 */
export async function testTools(quick) {
  const tools = {
    ...(!quick && { GROUNDGLASS_BROWSER: await ensureBrowser() }),
    FFMPEG_BIN: await ensureFfmpeg(),
    GROUNDGLASS_PYTHON: await ensurePython(),
  };
  const env = Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, 'path' in tool ? tool.path : '']));
  const notes = Object.values(tools).flatMap((tool) => ('reason' in tool ? [tool.reason] : []));
  return { env, notes };
}
