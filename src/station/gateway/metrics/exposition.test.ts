import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeExposition } from './exposition';

const metric = (value: number, labels?: Record<string, string>) =>
  writeExposition([
    { name: 'm_total', type: 'counter', help: 'Some.', samples: [{ value, ...(labels && { labels }) }] },
  ]);

describe('the text that Prometheus reads', () => {
  it('has help, type and a row for each sample', () => {
    const samples = [{ labels: { stream: 'a', kind: 'x' }, value: 3 }, { value: 0.5 }];
    expect(writeExposition([{ name: 'm', type: 'gauge', help: 'Some \\ of\nthem.', samples }])).toBe(
      '# HELP m Some \\\\ of\\nthem.\n# TYPE m gauge\nm{stream="a",kind="x"} 3\nm 0.5\n',
    );
  });

  it('leaves out what has no rows', () => {
    expect(writeExposition([{ name: 'm', type: 'gauge', help: 'None.', samples: [] }])).toBe('');
  });

  it.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [1e21, '1e+21'],
  ])('writes %s as %s', (value, text) => {
    expect(metric(value)).toContain(`m_total ${text}\n`);
  });

  it('keeps a hostile name inside its quotes', () => {
    expect(metric(1, { stream: 'a"} 9\nevil 1\\' })).toContain('m_total{stream="a\\"} 9\\nevil 1\\\\"} 1\n');
    fc.assert(
      fc.property(fc.string(), (name) => {
        const row = metric(1, { stream: name }).split('\n')[2] ?? '';
        const [, escaped = ''] = /^m_total\{stream="((?:[^"\\]|\\[\\"n])*)"\} 1$/s.exec(row) ?? [];
        const read = escaped.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter));
        expect(read).toBe(name);
      }),
    );
  });
});
