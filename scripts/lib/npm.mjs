import { dirname, join } from 'node:path';
import { isThere } from './paths.mjs';
import { run } from './run.mjs';

/** npm is a script beside Node on Windows, where `npm` alone cannot be started without a shell. */
function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm-cli\.js$/.test(own)) return { command: process.execPath, first: [own] };
  if (isThere(beside)) return { command: process.execPath, first: [beside] };
  return { command: 'npm', first: [] };
}

/**
 * Runs npm quietly.
 * @param {string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export function npm(args, options) {
  const { command, first } = npmCommand();
  return run(command, [...first, ...args, '--include=dev', '--no-audit', '--no-fund'], { ...options, quiet: true });
}
