import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { startChild } from './child.mjs';

const SOURCE = fileURLToPath(new URL('screen-sampler.c', import.meta.url));
const FOLDER = join(root, 'build/bench');
const SAMPLER = join(FOLDER, 'screen-sampler');
const BLOCK = 32;
const BLOCKS = 14;

/** @typedef {{ id: number, at: number }} Seen a number that came to stand on the screen; -1: no strip. `at` in ns */
/** @typedef {{ x: number, y: number, width: number, height: number, at: number }} MappedWindow */

/** Compiles the reader of the screen; throws with what is missing. */
export async function buildSampler() {
  mkdirSync(FOLDER, { recursive: true });
  const args = ['-O2', '-Wall', SOURCE, '-o', SAMPLER, '-lX11', '-lXext'];
  const { code, output } = await run('cc', args, { quiet: true });
  if (code !== 0) throw new Error(`cannot build the screen sampler (Debian: gcc libx11-dev libxext-dev): ${output}`);
}

/**
 * Watches the strip of a picture of this size that stands unscaled at the screen's top left.
 * @param {string} display
 * @param {{ width: number, height: number }} size
 * @param {number} [pauseUs] between two looks; 300 gives 0.4 ms of resolution
 */
export async function watchScreen(display, { width, height }, pauseUs = 300) {
  const strip = [width / 2 - (BLOCKS * BLOCK) / 2, height / 2 - BLOCK / 2, BLOCK, pauseUs];
  const child = startChild([SAMPLER, ...strip.map(String)], { DISPLAY: display });
  /** @type {Seen[]} */
  const seen = [];
  /** @type {MappedWindow[]} */
  const windows = [];
  /** @type {Set<(seen: Seen) => void>} */
  const listeners = new Set();
  child.onLine((line) => {
    const [kind, ...words] = line.split(' ');
    const numbers = words.map(Number);
    if (kind === 'window') {
      const [x, y, w, h, at] = numbers;
      windows.push({ x, y, width: w, height: h, at });
    }
    if (kind === 'picture') {
      const picture = { id: numbers[0], at: numbers[1] };
      seen.push(picture);
      for (const listener of listeners) listener(picture);
    }
  });
  await child.line(/^ready/);
  return {
    seen,
    windows,
    /** @param {number} timeoutMs @returns {Promise<Seen | undefined>} the first picture that stands on the screen */
    firstPicture: (timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), timeoutMs);
        const look = (/** @type {Seen} */ picture) => {
          if (picture.id < 0) return;
          clearTimeout(timer);
          resolve(picture);
        };
        const already = seen.find(({ id }) => id >= 0);
        if (already) look(already);
        listeners.add(look);
      }),
    stop: () => child.stop(),
  };
}
