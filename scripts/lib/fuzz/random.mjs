/**
 * Numbers that look random and come again from the same seed (mulberry32).
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  /** @returns 0..1, without 1 */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** @param {number} end 0..end − 1 */
    below: (end) => Math.floor(next() * end),
    /** @template T @param {readonly T[]} items @returns {T} */
    of: (items) => /** @type {T} */ (items[Math.floor(next() * items.length)]),
  };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */
