import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** @param {string} file */
function removeIfAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // An empty file has just been made by a run that is about to write its id.
    if (pid > 0 && !isAlive(pid)) rmSync(file, { force: true });
  } catch {
    // It went away between the two calls: the next attempt takes it.
  }
}

/**
 * Does `work` while no other run on this machine does work under the same file. A lock whose owner has died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {number} [pollMs]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, pollMs = 200) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    removeIfAbandoned(file);
    await wait(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
