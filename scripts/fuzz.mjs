/*
 * Throws broken input at every parser that takes what somebody else sends, and stops at the first that is at fault: prints
 * the seed that makes the input again, and the input as hex.
 *
 * Use: npm run fuzz -- [--seconds 600] [--seed N] [--runs N] [--target jt808]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { root } from './lib/paths.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    runs: { type: 'string' },
    target: { type: 'string', multiple: true },
  },
});
const { fuzz } = (await runnerImport(join(root, 'scripts/lib/fuzz/fuzz.mjs'), { root, logLevel: 'error' })).module;
const seed = Number(values.seed);
console.log(`seed ${seed}, ${values.seconds} s`);
const { runs, fault } = fuzz({
  seed,
  untilMs: performance.now() + Number(values.seconds) * 1000,
  ...(values.runs && { runs: Number(values.runs) }),
  ...(values.target && { targets: values.target }),
  onProgress: process.stdout.isTTY
    ? (/** @type {number} */ done) => process.stdout.write(`\r${done} inputs`)
    : undefined,
});
console.log(`${process.stdout.isTTY ? '\r' : ''}${runs} inputs`);
if (fault) {
  console.error(`\n${fault.target} is at fault: ${fault.reason}\n\n${fault.hex}\n`);
  console.error(`Again: npm run fuzz -- --target ${fault.target} --seed ${fault.seed} --runs 1`);
  process.exitCode = 1;
}
