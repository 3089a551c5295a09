import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSourceUrl, parseSourceUrl, type SourceUrl } from './source-url';

function read(text: string): SourceUrl {
  const result = parseSourceUrl(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

function refusal(text: string): string {
  const result = parseSourceUrl(text);
  return result.ok ? 'accepted' : result.message;
}

describe("a source's URL", () => {
  it('needs no more than a scheme and a host', () => {
    expect(read('pi://192.168.1.100')).toEqual({
      scheme: 'pi',
      host: '192.168.1.100',
      port: 8000,
      path: '',
      parameters: { telemetry: '8001' },
      name: '192.168.1.100',
      lazy: false,
      id: 'pi://192.168.1.100:8000?telemetry=8001',
    });
  });

  it('may name a port, parameters, a name and laziness', () => {
    expect(read('pi://[fe80::1%eth0]:9000/?telemetry=9001&name=Red%20rover&lazy=1')).toMatchObject({
      host: 'fe80::1%eth0',
      port: 9000,
      parameters: { telemetry: '9001' },
      name: 'Red rover',
      lazy: true,
      id: 'pi://[fe80::1%eth0]:9000?telemetry=9001',
    });
  });

  it('is the same stream in every spelling, whatever it is called', () => {
    const ids = ['pi://rover', 'PI://Rover:8000', 'pi://rover?telemetry=8001', 'pi://rover?name=x&lazy=1'].map(
      (text) => read(text).id,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['rover', "“rover” is not a source's URL, such as pi://192.168.1.100"],
    ['pi://a b', "is not a source's URL"],
    ['pi://me:secret@rover', "is not a source's URL"],
    ['ftp://rover', '“ftp://rover” has no scheme that a source has: pi://'],
    ['constructor://rover', 'has no scheme that a source has'],
    ['pi://', 'needs a host, as in pi://192.168.1.100:8000'],
    ['pi://rover:', 'has a wrong port: a whole number from 1 to 65535'],
    ['pi://rover:70000', 'has a wrong port'],
    ['pi://rover/video', 'has a path, which pi:// does not'],
    ['pi://rover?telemetry=x', 'has a wrong telemetry: a whole number from 1 to 65535'],
    ['pi://rover?__proto__=x', 'has no parameter “__proto__”: telemetry, name, lazy'],
    ['pi://rover?name=%', 'has parameters that cannot be read'],
    ['pi://rover?name=', 'has a wrong name: 1 to 100 characters'],
    ['pi://rover?name=a%0Ab', 'has a wrong name'],
    ['pi://rover?lazy=yes', 'has a wrong lazy: 0 or 1'],
  ])('is refused as %s, in one line that says what is allowed', (text, message) => {
    expect(refusal(text)).toContain(message);
    expect(refusal(text)).not.toContain('\n');
  });

  it('comes back as it was written, with any name', () => {
    const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65535 }), name, fc.boolean(), (port, called, lazy) => {
        fc.pre(!/\p{Cc}/u.test(called) && called.length <= 100);
        const source = { ...read(`pi://rover:${port}`), name: called, lazy };
        expect(read(formatSourceUrl(source))).toEqual(source);
      }),
    );
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      'pi:',
      '//',
      '[',
      ']',
      '::1',
      ':',
      '8000',
      '?',
      '&',
      '=',
      '%',
      '%41',
      'name',
      '/',
      '@',
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 20 }), (text) => {
        const result = parseSourceUrl(text);
        if (result.ok) expect(parseSourceUrl(formatSourceUrl(result.value))).toEqual(result);
      }),
    );
  });
});
