import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from './byte-budget';
import { GrowingBytes } from './growing-bytes';
import { joinBytes } from './join-bytes';

const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });

it('bytes are joined in their order', () => {
  fc.assert(
    fc.property(parts, (given) => {
      expect([...joinBytes(given)]).toEqual(given.flatMap((part) => [...part]));
    }),
  );
});

describe('a growing buffer', () => {
  it('keeps what was put into it, however small it began', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 64 }), (given, capacity) => {
        const buffer = new GrowingBytes(capacity);
        for (const part of given) buffer.put(part);
        expect([...buffer.bytes]).toEqual(given.flatMap((part) => [...part]));
      }),
    );
  });

  it('gives zeros', () => {
    const buffer = new GrowingBytes(1);
    buffer.put(Uint8Array.of(7));
    expect(buffer.take(3)).toBe(1);
    buffer.view.setUint8(2, 9);
    expect([...buffer.bytes]).toEqual([7, 0, 9, 0]);
  });
});

it('a budget is never overdrawn, and whole again when all is given back', () => {
  const budget = new ByteBudget(10);
  expect([budget.take(6), budget.take(6), budget.take(4)]).toEqual([true, false, true]);
  budget.giveBack(6);
  expect(budget.take(6)).toBe(true);
  expect(budget.take(1)).toBe(false);
});
