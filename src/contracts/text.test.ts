import { describe, expect, it } from 'vitest';
import { text } from '#core/texts/text';
import { textSchema } from './text';

describe('a message over a wire', () => {
  it('is its id and parameters', () => {
    const sent = text('unknown', { id: text('verbatim', { words: 'x' }) });
    expect(textSchema.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
  });

  it('may be of another version', () => {
    const newer = { id: 'of.another.version', params: { x: 1 } };
    expect(textSchema.parse(newer)).toEqual(newer);
  });

  it('is bounded', () => {
    let deep: object = text('unknown', { id: '' });
    for (let depth = 0; depth < 5; depth++) deep = { id: 'unknown', params: { id: deep } };
    for (const refused of [
      deep,
      { id: 'x'.repeat(101) },
      { id: 'unknown', params: { id: 'x'.repeat(2001) } },
      'words',
    ]) {
      expect(textSchema.safeParse(refused).success).toBe(false);
    }
  });
});
