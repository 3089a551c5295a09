import { describe, expect, it } from 'vitest';
import { lastLines, reportText } from './report';

describe('a report', () => {
  it('has its sections under their titles, and none that is empty', () => {
    const sections = [
      { title: 'system', lines: ['Linux', 'x'.repeat(600)] },
      { title: 'settings', lines: [] },
      { title: 'log', lines: ['one'] },
    ];
    expect(reportText(sections)).toBe(`system:\n  Linux\n  ${'x'.repeat(500)}\n\nlog:\n  one`);
  });

  it('keeps the last lines of a log that is too long', () => {
    expect(lastLines(['aaaa', 'bbbb', 'cccc'], 14)).toEqual(['bbbb', 'cccc']);
    expect(lastLines(['aaaa'], 3)).toEqual([]);
    expect(lastLines([], 100)).toEqual([]);
  });
});
