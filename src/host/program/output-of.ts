import { execFile } from 'node:child_process';

const MAX_BYTES = 256 * 1024;

/** What a short-lived program writes, on both its outputs and whatever it ends with; `undefined` where it does not start or takes too long. */
export function outputOf(program: string, args: readonly string[], timeoutMs = 5000): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: timeoutMs, maxBuffer: MAX_BYTES, windowsHide: true }, (error, out, err) => {
      const started = error === null || (typeof error.code === 'number' && !error.killed);
      resolve(started ? `${out}${err}` : undefined);
    });
  });
}
