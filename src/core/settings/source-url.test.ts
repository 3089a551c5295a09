import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../texts/english';
import {
  formatSourceUrl,
  isHidden,
  parseSourceUrl,
  publicSourceUrl,
  type SourceUrl,
  sourceSecrets,
  streamIdOf,
} from './source-url';

function read(text: string): SourceUrl {
  const result = parseSourceUrl(text);
  if (!result.ok) throw new Error(english(result.message));
  return result.value;
}

function refusal(text: string): string {
  const result = parseSourceUrl(text);
  return result.ok ? 'accepted' : english(result.message);
}

describe("a source's URL", () => {
  it('needs no more than a scheme and a host', () => {
    expect(read('pi://192.168.1.100')).toEqual({
      scheme: 'pi',
      host: '192.168.1.100',
      port: 8000,
      path: '',
      parameters: { telemetry: '8001' },
      foreign: [],
      name: '192.168.1.100',
      lazy: false,
      colours: {},
      id: expect.stringMatching(/^192\.168\.1\.100~[a-z0-9]{11}$/),
    });
  });

  it('may put right what a camera says of its colours, and is the same stream', () => {
    const url = read('pi://rover?matrix=bt601&range=full');
    expect(url).toMatchObject({ id: read('pi://rover').id, colours: { matrix: 'bt601', range: 'full' } });
    expect(formatSourceUrl(url)).toBe('pi://rover:8000?telemetry=8001&matrix=bt601&range=full');
    expect(parseSourceUrl('pi://rover?range=wide')).toMatchObject({ ok: false });
  });

  it('may name a port, parameters, a name and laziness', () => {
    expect(read('pi://[fe80::1%eth0]:9000/?telemetry=9001&name=Red%20rover&lazy=1')).toMatchObject({
      host: 'fe80::1%eth0',
      port: 9000,
      parameters: { telemetry: '9001' },
      name: 'Red rover',
      lazy: true,
      id: expect.stringMatching(/^fe80-1-eth0~/),
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
    ['pi://me:secret@rover', '“pi://***@rover” has a user, which pi:// does not'],
    ['jpeg+ws://me:%@rover', 'has a user or a password that cannot be read'],
    ['jpeg+ws://me:se/cret@rover:x', '“jpeg+ws://***@rover:x” is not a source'],
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

describe('the secrets of a source', () => {
  const CAMERA =
    'jpeg+ws://me:p%40ss@cam:81/user=admin_password=tl9_channel=1.sdp?channel=1&subtype=0&token=t0k&quality=low';

  it('stay in the URL that the station keeps, and are hidden in the one that is shown', () => {
    const source = read(CAMERA);
    expect(source.credentials).toEqual({ user: 'me', password: 'p@ss' });
    expect(read(formatSourceUrl(source))).toEqual(source);
    expect(publicSourceUrl(source)).toBe(
      'jpeg+ws://cam:81/user=admin_password=***_channel=1.sdp?quality=low&channel=1&subtype=0&token=***',
    );
  });

  it('are no part of what it is: its id says nothing of them, and stays where they change', () => {
    const other = CAMERA.replace('p%40ss', 'new').replace('t0k', 'x').replace('tl9', 'y');
    expect(streamIdOf(other)).toBe(read(CAMERA).id);
    expect(streamIdOf(CAMERA.replace('subtype=0', 'subtype=1'))).not.toBe(read(CAMERA).id);
    expect(streamIdOf(CAMERA.replace('_channel=1', '_channel=2'))).not.toBe(read(CAMERA).id);
    expect(encodeURIComponent(read(CAMERA).id)).toBe(read(CAMERA).id);
  });

  it('of any user and password come through as they were written', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(word, word, (user, password) => {
        const source = { ...read('jpeg+ws://cam/ws'), credentials: { user, password } };
        const url = formatSourceUrl(source);
        fc.pre(url.length <= 500);
        expect(read(url)).toEqual(source);
        expect(streamIdOf(url)).toBe(source.id);
      }),
    );
  });

  it('know an id of before, which was the URL, as the id that it is now', () => {
    expect(streamIdOf('pi://rover:8000?telemetry=8001')).toBe(read('pi://rover').id);
    expect(streamIdOf('push-1')).toBe('push-1');
  });
});

it('calls a source that listens on all addresses by its port', () => {
  expect(read('mavlink+udp://0.0.0.0:14551').name).toBe('mavlink+udp 14551');
  expect(formatSourceUrl(read('mavlink+udp://0.0.0.0:14551'))).toBe('mavlink+udp://0.0.0.0:14551');
  expect(read('mavlink+udp://127.0.0.1').name).toBe('127.0.0.1');
});

describe('the vehicle of a source', () => {
  const VEHICLE = 'mavlink+udp://0.0.0.0:14550?system=1';

  it('is a source of telemetry alone, is written down with it, and is no part of what it is', () => {
    const source = read(`pi://a?vehicle=${encodeURIComponent(VEHICLE)}`);
    expect(source).toMatchObject({ vehicle: VEHICLE, id: read('pi://a').id });
    expect(read(formatSourceUrl(source))).toEqual(source);
  });

  it('is shown without what would let somebody in', () => {
    const vehicle = 'mavlink+ws://ann:s3cret@b:80/rover;token=t0ken?key=k3y';
    const url = `pi://a?vehicle=${encodeURIComponent(vehicle)}`;
    const source = read(url);
    const shown = publicSourceUrl(source);
    for (const secret of ['ann', 's3cret', 't0ken', 'k3y']) {
      expect(shown).not.toContain(secret);
      expect(sourceSecrets(source)).toContain(secret);
    }
    expect(read(formatSourceUrl(source))).toEqual(source);
    expect(isHidden(source)).toBe(false);
    expect(isHidden(read(shown))).toBe(true);
    const wrong = parseSourceUrl(`${url}&no=1`);
    expect(wrong.ok ? '' : english(wrong.message)).not.toMatch(/ann|s3cret/);
  });

  it.each([
    [
      'pi://a?vehicle=pi%3A%2F%2Fb',
      'gives no telemetry alone: mavlink+udp://, mavlink+tcp://, mavlink+serial://, msp+udp://, mavlink+ws://, mavlink+wss://',
    ],
    ['pi://a?vehicle=mavlink', 'has a wrong vehicle'],
    ['mavlink+tcp://a?vehicle=mavlink%2Budp%3A%2F%2Fb', 'takes no vehicle'],
    ['mavlink+udp://a?to=b', 'has a wrong to: a host and a port'],
    ['mavlink+udp://a?system=0', 'has a wrong system'],
  ])('cannot be another: %s', (url, why) => {
    const refused = parseSourceUrl(url);
    expect(refused.ok ? '' : english(refused.message)).toContain(why);
  });
});
