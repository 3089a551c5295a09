import { rmSync } from 'node:fs';

const TRIES = 200;
const PAUSE_MS = 100;

/**
 * Removes a folder with all that is in it, though a program that has just ended may still write its last words there.
 * Each try lists the folder anew, which `rmSync` with `maxRetries` does not: it goes on asking for a folder to be removed
 * that holds what came after the first look.
 *
 * @throws what the last try said, after 20 s
 */
export function removeFolder(folder: string): void {
  for (let tries = 1; ; tries++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
