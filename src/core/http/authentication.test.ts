import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorisationOf, bestChallenge, type Challenge } from './authentication';

const hash = (algorithm: string, text: string) =>
  createHash(algorithm === 'md5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');

function answer(challenge: Challenge | undefined, given: Partial<Parameters<typeof authorisationOf>[1]> = {}) {
  if (!challenge) throw new Error('no challenge');
  const credentials = { user: 'Mufasa', password: 'Circle of Life' };
  const call = { credentials, method: 'GET', uri: '/dir/index.html', count: 1, cnonce: '', hash, base64 };
  return authorisationOf(challenge, { ...call, ...given });
}

describe('who we are', () => {
  // RFC 7616, 3.9.1.
  const NONCE = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  const CNONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('is answered by %s as the standard has it', (algorithm, response) => {
    const challenge = bestChallenge([
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${NONCE}", opaque="FQhe"`,
    ]);
    const told = answer(challenge, { cnonce: CNONCE });
    expect(told).toContain(`response="${response}"`);
    expect(told).toContain('qop=auth, nc=00000001, cnonce="');
    expect(told).toContain(`algorithm=${algorithm}`);
    expect(told).toContain('opaque="FQhe"');
  });

  it('is answered without what an old camera does not name', () => {
    const told = answer(bestChallenge(['Digest realm="IP Camera(1234)", nonce="abc"']), {
      credentials: { user: 'admin', password: 'x' },
      method: 'DESCRIBE',
      uri: 'rtsp://c/1',
    });
    const [who, what] = [hash('md5', 'admin:IP Camera(1234):x'), hash('md5', 'DESCRIBE:rtsp://c/1')];
    expect(told).toBe(
      `Digest username="admin", realm="IP Camera(1234)", nonce="abc", uri="rtsp://c/1", response="${hash('md5', `${who}:abc:${what}`)}"`,
    );
  });

  it('takes the strongest of what is offered, in one field or several', () => {
    const md5 = 'Digest realm="a", nonce="1"';
    const sha = 'Digest realm="a", nonce="2", algorithm="SHA-256"';
    expect(bestChallenge(['Basic realm="a"', md5])).toMatchObject({ scheme: 'digest', algorithm: 'md5' });
    expect(bestChallenge([`Basic realm="a", ${md5}, ${sha}`])).toMatchObject({ algorithm: 'sha-256', nonce: '2' });
    expect(bestChallenge(['Digest realm="a", nonce="1", algorithm=MD5-sess', 'Basic realm="b"'])).toEqual({
      scheme: 'basic',
      realm: 'b',
    });
  });

  it('gives a name and password as they are where nothing else is understood', () => {
    const told = answer(bestChallenge(['basic']), { credentials: { user: 'é', password: 'p:w' } });
    expect(told).toBe(`Basic ${base64('é:p:w')}`);
  });

  it('reads values without quotes and with quoted quotes, and what was too old', () => {
    expect(bestChallenge(['DIGEST realm="a \\"b\\"", nonce=12ab, stale=TRUE'])).toMatchObject({
      realm: 'a "b"',
      nonce: '12ab',
      isStale: true,
    });
    expect(answer(bestChallenge(['Digest realm="a \\"b\\"", nonce=1']))).toContain('realm="a \\"b\\""');
  });

  it('is not told where nothing can be answered', () => {
    expect(bestChallenge([])).toBeUndefined();
    expect(bestChallenge(['Bearer realm="a"', 'Digest realm="a"'])).toBeUndefined();
  });

  it('reads anything', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string().map((text) => `Digest nonce="a", ${text}`),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 4 }), (fields) => {
        const challenge = bestChallenge(fields);
        if (challenge) expect(answer(challenge)).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
