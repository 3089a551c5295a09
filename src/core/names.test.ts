import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf, oneLine } from './names';

const RIGHT_TO_LEFT = '\u202e';

describe('text from outside as one line', () => {
  it.each([
    ['two\r\nlines', 'two lines'],
    ['\u001b[31mred', '[31mred'],
    [`photo${RIGHT_TO_LEFT}gpj.exe`, 'photogpj.exe'],
    ['\u2066isolated\u2069 \u200emark\u061c', 'isolated mark'],
    ['水 🚁 é', '水 🚁 é'],
  ])('%j is %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('has none of them, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      }),
    );
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['-rf', 'rf'],
    [' .. ', 'nothing'],
    ['CON', '_CON'],
    ['com¹.txt', '_com¹.txt'],
    ['nul .tar', '_nul .tar'],
    ['CONOUT$', '_CONOUT$'],
    ['constant', 'constant'],
    [`a${RIGHT_TO_LEFT}b`, 'ab'],
    ['a<b>:"c|?*', 'a-b---c---'],
  ])('of %j is %j', (text, name) => {
    expect(fileNameOf(text, 100, 'nothing')).toBe(name);
  });

  it('fits, and is a name everywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, bytes) => {
        const name = fileNameOf(text, bytes, 'x');
        expect(name).toMatch(/^[^\s.\-<>:"/\\|?*][^<>:"/\\|?*]*$/u);
        expect(name).not.toMatch(/[\s.]$|[\p{Cc}\p{Bidi_Control}]/u);
        // An underscore stands before what Windows reserves.
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(bytes + 1);
      }),
    );
  });
});
