import { describe, expect, it } from 'vitest';
import { EN } from './en';
import { parsePattern } from './pattern';

const plain = (pattern: string) =>
  parsePattern(pattern)
    .flatMap((part) => (typeof part === 'object' && 'branches' in part ? [...part.branches.values()].flat() : [part]))
    .filter((part) => typeof part === 'string')
    .join('');

describe('the English catalogue', () => {
  it.each(Object.entries(EN))('%s is a pattern that reads as it is meant', (_, pattern) => {
    // A brace that is left is an argument that could not be read, unless it was quoted.
    const quoted = pattern.match(/'[{}]'/g)?.length ?? 0;
    expect(plain(pattern).match(/[{}]/g)?.length ?? 0).toBe(quoted);
    expect(pattern).not.toMatch(/ {2}|^ | $/);
  });

  it('has a branch for all else in each plural and choice', () => {
    for (const pattern of Object.values<string>(EN)) {
      for (const part of parsePattern(pattern)) {
        if (typeof part === 'object' && 'branches' in part) expect([...part.branches.keys()]).toContain('other');
      }
    }
  });
});
