import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../lib/paths.mjs';

/**
 * Runs the built command line.
 * @param {string[]} args
 */
export function startGroundglass(args) {
  const child = spawn(process.execPath, [join(root, 'out/cli/index.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, 'exit');
  return {
    /** The first line from here on that matches. @param {RegExp} pattern @returns {Promise<RegExpExecArray>} */
    line: (pattern) =>
      new Promise((resolve, reject) => {
        lines.on('line', (text) => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        });
        exited.then(() => reject(new Error(`groundglass ${args.join(' ')} ended without ${pattern}`)));
      }),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
