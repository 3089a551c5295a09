import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.mjs';
import { mutate } from './mutate.mjs';
import { randomFrom } from './random.mjs';
import { TARGETS } from './targets.mjs';

describe('fuzzing', () => {
  it.each(Object.keys(TARGETS))('finds no fault in %s', (target) => {
    expect(fuzz({ targets: [target], seed: 1, runs: 150 })).toEqual({ runs: 150 });
  });

  it('makes the same input of the same seed, and others of others', () => {
    const samples = [Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)];
    const made = [1, 1, 2, 3].map((seed) => Buffer.from(mutate(samples, randomFrom(seed))).toString('hex'));
    expect(made[0]).toBe(made[1]);
    expect(new Set(made).size).toBeGreaterThan(1);
  });

  it('tells a fault with the seed that makes it again', () => {
    const { run } = TARGETS.text;
    TARGETS.text.run = (bytes) => {
      if (bytes[0] !== 0x7b) throw new Error('no brace');
    };
    try {
      const { fault } = fuzz({ targets: ['text'], seed: 5, runs: 5000 });
      expect(fault).toMatchObject({ target: 'text', reason: expect.stringContaining('no brace') });
      expect(fuzz({ targets: ['text'], seed: fault.seed, runs: 1 }).fault).toMatchObject({
        seed: fault.seed,
        hex: fault.hex,
      });
    } finally {
      TARGETS.text.run = run;
    }
  });

  it.each([
    ['waits for the processor is none', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300), false],
    ['keeps the processor busy is at fault', () => busyFor(300), true],
  ])('an input that %s', (_, run, isFault) => {
    const before = TARGETS.text.run;
    TARGETS.text.run = run;
    try {
      const { fault } = fuzz({ targets: ['text'], seed: 5, runs: 1, slowMs: 150 });
      expect(fault?.reason.includes('of the processor') ?? false).toBe(isFault);
    } finally {
      TARGETS.text.run = before;
    }
  });
});

/** @param {number} ms of this process's own time */
function busyFor(ms) {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  const used = () => process.cpuUsage(before);
  while ((used().user + used().system) / 1000 < ms || performance.now() - beganMs < ms) Math.sqrt(Math.random());
}
