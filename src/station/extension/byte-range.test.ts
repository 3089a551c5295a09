import { describe, expect, it } from 'vitest';
import { readRange } from './byte-range';

describe('a Range header', () => {
  it('names a part from its beginning, to its end, or so many bytes of the end', () => {
    expect(readRange('bytes=0-99', 1000)).toEqual({ first: 0, last: 99 });
    expect(readRange('bytes=990-', 1000)).toEqual({ first: 990, last: 999 });
    expect(readRange('bytes=990-5000', 1000)).toEqual({ first: 990, last: 999 });
    expect(readRange('bytes=-10', 1000)).toEqual({ first: 990, last: 999 });
    expect(readRange('bytes=-5000', 1000)).toEqual({ first: 0, last: 999 });
  });

  it('that makes no sense is as if there were none; one behind the end cannot be had', () => {
    for (const header of [undefined, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b']) {
      expect(readRange(header, 1000)).toBe('whole');
    }
    expect(readRange('bytes=1000-', 1000)).toBe('unsatisfiable');
    expect(readRange('bytes=-0', 1000)).toBe('unsatisfiable');
    expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
  });
});
