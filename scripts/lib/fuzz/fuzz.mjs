import { mutate } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { TARGETS } from './targets.mjs';

/** An input that takes longer than this is a fault too: somebody may send it again and again. */
const SLOW_MS = 2000;

/**
 * @typedef {object} Fault
 * @property {string} target
 * @property {number} seed of this very input
 * @property {string} reason
 * @property {string} hex
 */

/**
 * Runs inputs through the parsers in turn, until the time is over, all runs are done, or one is at fault.
 *
 * @param {object} options
 * @param {readonly string[]} [options.targets] names; all where none are given
 * @param {number} options.seed of the first input; each further one has the next
 * @param {number} [options.runs] inputs for each parser
 * @param {number} [options.untilMs] on `performance.now()`
 * @param {(runs: number) => void} [options.onProgress] about once a second
 * @returns {{ runs: number, fault?: Fault }}
 */
export function fuzz({
  targets = Object.keys(TARGETS),
  seed,
  runs = Number.POSITIVE_INFINITY,
  untilMs = Number.POSITIVE_INFINITY,
  onProgress,
}) {
  let done = 0;
  let toldMs = performance.now();
  for (let n = 0; n < runs && performance.now() < untilMs; n++) {
    for (const name of targets) {
      const fault = runOnce(name, (seed + n) >>> 0);
      done++;
      if (fault) return { runs: done, fault };
    }
    if (onProgress && performance.now() - toldMs > 1000) {
      toldMs = performance.now();
      onProgress(done);
    }
  }
  return { runs: done };
}

/** @param {string} name @param {number} seed @returns {Fault | undefined} */
function runOnce(name, seed) {
  const target = TARGETS[name];
  if (!target) throw new Error(`no parser is called ${name}: ${Object.keys(TARGETS).join(', ')}`);
  const random = randomFrom(seed);
  const bytes = mutate(target.samples, random);
  const fault = (/** @type {string} */ reason) => ({
    target: name,
    seed,
    reason,
    hex: Buffer.from(bytes).toString('hex'),
  });
  const beganMs = performance.now();
  try {
    target.run(bytes, random);
  } catch (error) {
    return fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const tookMs = performance.now() - beganMs;
  return tookMs > SLOW_MS ? fault(`took ${Math.round(tookMs)} ms`) : undefined;
}
