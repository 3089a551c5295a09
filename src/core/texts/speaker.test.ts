import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from './language';
import { createSpeaker } from './speaker';
import type { Text } from './text';

/** Says a pattern in a language, whatever its parameters. */
function say(pattern: string, params: object = {}, language: Partial<Language> = {}): string {
  const texts = { sample: pattern, inner: 'inner {x}', unknown: 'unknown {id}' } as unknown as Language['texts'];
  const speaker = createSpeaker({ tag: 'en', direction: 'ltr', texts, ...language });
  return speaker({ id: 'sample', params } as unknown as Text);
}

describe('a message', () => {
  it('is said with its parameters, which are written as they are', () => {
    expect(say('{where} refuses {port}.', { where: 'rover.local', port: 8000 })).toBe('rover.local refuses 8000.');
  });

  it('writes numbers as the language does', () => {
    expect(say('{n, number} kbit/s', { n: 100000.5 })).toBe('100,000.5 kbit/s');
    expect(say('{n, number} kbit/s', { n: 100000.5 }, { tag: 'de' })).toBe('100.000,5 kbit/s');
    expect(say('{n, number}', { n: 4000 })).toBe('4000');
  });

  it('chooses the plural that the language has for a number', () => {
    const gaps = '{n, plural, =0 {no gap} one {# gap} other {# gaps in {name}}}.';
    expect([0, 1, 2].map((n) => say(gaps, { n, name: 'x' }))).toEqual(['no gap.', '1 gap.', '2 gaps in x.']);
    const polish = '{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}';
    expect([1, 3, 5, 22].map((n) => say(polish, { n }, { tag: 'pl' }))).toEqual([
      '1 plik',
      '3 pliki',
      '5 plików',
      '22 pliki',
    ]);
  });

  it('chooses by a word', () => {
    const service = 'the {what, select, video {camera} other {telemetry}} program';
    expect(say(service, { what: 'video' })).toBe('the camera program');
    expect(say(service, { what: 'x' })).toBe('the telemetry program');
  });

  it('holds another message', () => {
    expect(say('No: {why}', { why: { id: 'inner', params: { x: 1 } } })).toBe('No: inner 1');
  });

  it('has braces where they are quoted, and apostrophes where they stand', () => {
    expect(say("/ws/'{'id'}' isn't {x}", { x: 'y' })).toBe("/ws/{id} isn't y");
  });

  it('keeps what is put in apart where the language runs from right to left', () => {
    expect(say('{where} x', { where: '10.0.0.7' }, { direction: 'rtl' })).toBe('\u206810.0.0.7\u2069 x');
  });

  it('of a newer station is named', () => {
    const texts = { unknown: 'unknown {id}' } as unknown as Language['texts'];
    const speaker = createSpeaker({ tag: 'en', direction: 'ltr', texts });
    expect(speaker({ id: 'toString' } as unknown as Text)).toBe('unknown toString');
  });

  it('says that a parameter is missing, and ends however deep messages lie', () => {
    expect(say('{where}.')).toBe('–.');
    const loop: { id: string; params: object } = { id: 'sample', params: {} };
    loop.params = { x: loop };
    expect(say('{x}', { x: loop })).toBe('–');
  });

  it('is said whatever it is', () => {
    const pieces = fc.constantFrom('{', '}', '#', "'", 'a', ' ', ',', 'plural', 'select', 'one', 'other', '=0', '{n}');
    fc.assert(
      fc.property(fc.array(pieces), fc.anything(), (pattern, n) => {
        expect(typeof say(pattern.join(''), { n: typeof n === 'number' ? n : String(typeof n) })).toBe('string');
      }),
    );
  });
});
