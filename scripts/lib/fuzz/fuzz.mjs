import { mutate } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { TARGETS } from './targets.mjs';
import { startWork } from './work-time.mjs';

/** An input that keeps the processor busy for longer is a fault, too: somebody may send it again and again. */
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
 * @param {number} [options.slowMs] the longest that an input may take of the processor
 * @param {(runs: number) => void} [options.onProgress] about once a second
 * @returns {{ runs: number, fault?: Fault }}
 */
export function fuzz({
  targets = Object.keys(TARGETS),
  seed,
  runs = Number.POSITIVE_INFINITY,
  untilMs = Number.POSITIVE_INFINITY,
  slowMs = SLOW_MS,
  onProgress,
}) {
  let done = 0;
  let toldMs = performance.now();
  for (let n = 0; n < runs && performance.now() < untilMs; n++) {
    for (const name of targets) {
      const fault = runOnce(name, (seed + n) >>> 0, slowMs);
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

/** @param {string} name @param {number} seed @param {number} slowMs @returns {Fault | undefined} */
function runOnce(name, seed, slowMs) {
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
  const took = startWork();
  try {
    target.run(bytes, random);
  } catch (error) {
    return fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const tookMs = took();
  return tookMs > slowMs ? fault(`took ${Math.round(tookMs)} ms of the processor`) : undefined;
}
