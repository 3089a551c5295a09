import { readFileSync, statSync } from 'node:fs';
import { processTree } from './process-tree.mjs';

const SECTOR_BYTES = 512;

/**
 * Writes to files and sockets, and bytes to disks, of a program and those that it started, so far.
 *
 * @param {number} pid
 */
export function writtenBy(pid) {
  const io = processTree(pid).map((one) => readFileSync(`/proc/${one.pid}/io`, 'utf8'));
  const sum = (/** @type {RegExp} */ field) => io.reduce((all, text) => all + Number(field.exec(text)?.[1] ?? 0), 0);
  return { calls: sum(/^syscw: (\d+)/m), bytes: sum(/^write_bytes: (\d+)/m) };
}

/**
 * Writes that the disk which holds a folder was asked for so far, by anybody.
 *
 * @param {string} folder
 */
export function writtenTo(folder) {
  const { dev } = statSync(folder);
  const [major, minor] = [Math.floor(dev / 256) % 4096, dev % 256];
  const lines = readFileSync('/proc/diskstats', 'utf8').split('\n');
  const line = lines.map((one) => one.trim().split(/\s+/)).find(([a, b]) => Number(a) === major && Number(b) === minor);
  // Documentation/admin-guide/iostats.rst counts them from 1, behind the name.
  const field = (/** @type {number} */ at) => Number(line?.[2 + at] ?? Number.NaN);
  return { writes: field(5), bytes: field(7) * SECTOR_BYTES };
}
