/*
 * Which bounds no test goes beyond: each `MAX_…` of `src` is taken away in a copy of the tree, and the tests beside it are
 * run. A bound without which they all pass is named. It takes minutes, and is for people who look for such gaps.
 *
 * Use: node scripts/limits.mjs [part of a path …] [--list]      --list names the bounds alone
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';

const { values: options, positionals: parts } = parseArgs({
  options: { list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
/** A bound in one line: its name and its value. */
const BOUND = /^(?:export )?const (MAX_[A-Z0-9_]+)(?:: \w+)? = (.+);$/gm;
/** More than anything comes to, and still a number that adds up. */
const NO_BOUND = '2 ** 52';
const PATIENCE_MS = 180_000;

/** The tests that stand beside a file, or one folder above it. @param {string} file */
function testsOf(file) {
  const folders = [dirname(file), dirname(dirname(file))];
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (/\.test\.tsx?$/.test(name) ? [join(folder, name)] : [])),
  );
}

const bounds = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(BOUND)].map(([line, name = '', value = '']) => ({
      ...{ file, line, name, value },
    })),
  );
if (options.list) {
  for (const { file, name, value } of bounds) console.log(`${file}  ${name} = ${value}`);
  process.exit(0);
}

const copy = mkdtempSync(join(os.tmpdir(), 'groundglass-limits-'));
try {
  const left = new Set(['node_modules', '.git', 'out', 'build', 'dist', '.cache']);
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { file, line, name, value } of bounds) {
    const tests = testsOf(file);
    const place = join(copy, file);
    const text = readFileSync(place, 'utf8');
    writeFileSync(place, text.replace(line, line.replace(`= ${value}`, `= ${NO_BOUND}`)));
    const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail', '1', ...tests];
    const ran = { cwd: copy, timeout: PATIENCE_MS, encoding: /** @type {const} */ ('utf8') };
    const { status } = tests.length === 0 ? { status: 0 } : spawnSync(process.execPath, vitest, ran);
    writeFileSync(place, text);
    const found = status === null ? 'too long' : status === 0 ? 'UNTESTED' : 'ok';
    console.log(`${found.padEnd(8)} ${file}  ${name} = ${value}${tests.length ? '' : '  (no tests beside it)'}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
