import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

function graphicsCard() {
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('render')) ? '/dev/dri' : 'none';
  } catch {
    return 'none';
  }
}

/** What the figures belong to. @param {string} display */
export const machine = (display) => ({
  cores: os.availableParallelism(),
  cpu: os.cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  kernel: `${os.type()} ${os.release()}`,
  gpu: graphicsCard(),
  display,
  node: process.version,
  load: os.loadavg()[0].toFixed(2),
  date: new Date().toISOString(),
});

/** @param {ReturnType<typeof machine>} m */
export const machineLine = (m) =>
  `${m.cores} cores (${m.cpu}), ${m.memoryGiB} GiB, ${m.kernel}, GPU ${m.gpu}, display ${m.display}, load ${m.load}`;

/** @param {number | undefined} value @param {number} [digits] */
export const figure = (value, digits = 1) => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits));

/**
 * A table whose first column is text and whose others are figures.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** @param {string} name @param {unknown} result @returns {string} the file */
export function writeResult(name, result) {
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 1)}\n`);
  return file;
}
