/** Values at which counts, lengths and signs turn. */
const TURNING_POINTS = [0, 1, 0x7f, 0x80, 0xff, 0x7d, 0x7e, 0x30, 0x0a];
/** Longer inputs find nothing that shorter ones do not, and take longer. */
const MAX_BYTES = 64 * 1024;

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {(bytes: number[], random: Random, samples: readonly Uint8Array[]) => void} Change
 * @type {readonly Change[]}
 */
const CHANGES = [
  // A bit.
  (bytes, random) => {
    bytes[random.below(bytes.length)] ^= 1 << random.below(8);
  },
  // A byte.
  (bytes, random) => {
    bytes[random.below(bytes.length)] = random.below(256);
  },
  // A turning point, in one byte or in some.
  (bytes, random) => {
    const at = random.below(bytes.length);
    bytes.fill(random.of(TURNING_POINTS), at, at + random.of([1, 1, 2, 4, 8]));
  },
  // Less.
  (bytes, random) => void bytes.splice(random.below(bytes.length), random.below(40)),
  (bytes, random) => void bytes.splice(random.below(bytes.length)),
  // More: noise, the same again, or of another sample.
  (bytes, random) =>
    void bytes.splice(
      random.below(bytes.length),
      0,
      ...Array.from({ length: random.below(20) }, () => random.below(256)),
    ),
  (bytes, random) => {
    const from = random.below(bytes.length);
    bytes.splice(random.below(bytes.length), 0, ...bytes.slice(from, from + random.below(200)));
  },
  (bytes, random, samples) => {
    const other = random.of(samples);
    const from = random.below(other.length + 1);
    bytes.splice(random.below(bytes.length), 0, ...other.subarray(from, from + random.below(400)));
  },
];

/**
 * An input made of samples: one or some of them behind one another, changed in some places.
 * @param {readonly Uint8Array[]} samples
 * @param {Random} random
 * @returns {Uint8Array}
 */
export function mutate(samples, random) {
  /** @type {number[]} */
  const bytes = [];
  for (let left = random.of([1, 1, 1, 2, 3, 5]); left > 0 && bytes.length < MAX_BYTES; left--) {
    for (const byte of random.of(samples)) bytes.push(byte);
  }
  for (let left = random.below(9); left > 0 && bytes.length > 0; left--) random.of(CHANGES)(bytes, random, samples);
  return Uint8Array.from(bytes.slice(0, MAX_BYTES));
}

/**
 * The input as a socket gives it: in pieces, each in memory of its own, so that a view past its end is seen.
 * @param {Uint8Array} bytes @param {Random} random
 */
export function* pieces(bytes, random) {
  const most = random.of([1, 7, 100, 1500, bytes.length + 1]);
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.below(most);
    yield bytes.slice(at, at + length);
    at += length;
  }
}
