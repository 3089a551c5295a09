import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 4000;

/**
 * Starts a program as the leader of a process group, so that nothing of it outlives `stop`.
 * @param {readonly string[]} command
 * @param {Record<string, string>} [env] added to this process's environment
 */
export function startChild([program, ...args], env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  /** @type {string[]} */
  const errors = [];
  /** @type {Set<(line: string) => void>} */
  const listeners = new Set();
  createInterface({ input: child.stdout }).on('line', (line) => {
    for (const listener of listeners) listener(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors.push(line);
    if (errors.length > 20) errors.shift();
  });
  child.stdin.on('error', () => {});
  const exited = Promise.race([once(child, 'exit'), once(child, 'error')]);
  return {
    pid: child.pid,
    /** The last lines of standard error. */
    errors,
    get hasExited() {
      return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    },
    /** @param {(line: string) => void} listener of standard output */
    onLine(listener) {
      listeners.add(listener);
    },
    /** @param {RegExp} pattern @returns {Promise<RegExpExecArray>} */
    line: (pattern) =>
      new Promise((resolve, reject) => {
        listeners.add((line) => {
          const match = pattern.exec(line);
          if (match) resolve(match);
        });
        void exited.then(() => reject(new Error(`${program} ended: ${errors.join(' / ')}`)));
      }),
    async stop() {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await Promise.race([exited, wait(PATIENCE_MS, undefined, { ref: false })]);
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nothing is left of the group.
      }
    },
  };
}
