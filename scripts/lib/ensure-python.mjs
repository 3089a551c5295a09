import { aptInstall } from './apt.mjs';
import { firstFound } from './ensure-tool.mjs';
import { onPath } from './on-path.mjs';
import { isThere } from './paths.mjs';
import { run } from './run.mjs';

/** A Python that has both modules. Debian's comes first: another on `PATH` does not see Debian's modules. */
async function pythonWithModules() {
  for (const python of ['/usr/bin/python3', onPath('python3')].filter(isThere)) {
    const { code } = await run(python, ['-c', 'import socketio, aiohttp'], { quiet: true });
    if (code === 0) return python;
  }
  return undefined;
}

/**
 * Python with python-socketio and aiohttp, from which the tests make a vehicle that shares no code with ours.
 * @returns {Promise<import('./ensure-tool.mjs').Tool>}
 */
export function ensurePython() {
  return firstFound(
    [
      pythonWithModules,
      async () => ((await aptInstall(['python3-socketio', 'python3-aiohttp'])) ? pythonWithModules() : undefined),
    ],
    'no Python with socketio and aiohttp (Debian: python3-socketio python3-aiohttp): the cases with the independent host were not run',
  );
}
