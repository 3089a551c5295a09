import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonWithNaN, replaceNaN } from './json-with-nan';

describe('JSON with NaN', () => {
  it('reads the words of Python as null', () => {
    expect(parseJsonWithNaN('{"a":NaN,"b":[Infinity,-Infinity,1]}')).toEqual({
      value: { a: null, b: [null, null, 1] },
    });
  });

  it('leaves strings alone, with their escapes', () => {
    const text = String.raw`{"NaN":"NaN \"Infinity\" \\","x":NaN}`;
    expect(parseJsonWithNaN(text)).toEqual({ value: { NaN: 'NaN "Infinity" \\', x: null } });
  });

  it('names what is not JSON as a fault', () => {
    for (const text of ['', '{"a":', 'NaNa', '"open NaN', '\\']) expect(parseJsonWithNaN(text)).toHaveProperty('fault');
  });

  it('reads all JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonWithNaN(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });

  it('never throws', () => {
    const piece = fc.constantFrom('"', '\\', 'NaN', '-', '{', ',', '1');
    fc.assert(
      fc.property(fc.string({ unit: piece }), (text) => {
        expect(Object.keys(parseJsonWithNaN(text))).toHaveLength(1);
      }),
    );
  });

  it('takes text that would cost a naive pattern its square', () => {
    expect(replaceNaN('"\\"'.repeat(300_000))).toHaveLength(900_000);
  });
});
