import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { root } from './paths.mjs';

/**
 * Installs and builds what is missing, then becomes `groundglass ARGS`: its standard streams, its signals, its exit code.
 * @param {string[]} args
 */
export async function startGroundglass(args) {
  if (!(await ensureDependencies()) || !(await ensureBuilt())) process.exit(1);
  const child = spawn(process.execPath, [join(root, 'out/cli/index.js'), ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The child decides when it ends; this process outlives it to hand on its code. A terminal's Ctrl-C reaches both, and
    // a second one would cut the child's clearing up short.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
  });
}
