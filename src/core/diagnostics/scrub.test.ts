import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub } from './scrub';

const TOKEN = 'Zk3vB9qTn0rY5xWc1LhJm7PdS2aUgE8fKiO4tQwRyXs';

describe('a text for strangers', () => {
  it.each([
    ['a URL’s user and password', 'dials rtsp://me:pa55@cam:554/live now', 'dials rtsp://***@cam:554/live now'],
    ['a password with @ and /', 'amqp://me:p@ss/w0rd@rabbit/vhost', 'amqp://***@rabbit/vhost'],
    ['a query', 'ws://cam/live?channel=1&token=tok3n&x=2', 'ws://cam/live?channel=1&token=***&x=2'],
    ['a path', 'cam/user=admin_password=pa55_channel=1.sdp', 'cam/user=admin_password=***'],
    ['JSON', '{"password": "a b c", "port": 1}', '{"password": ***, "port": 1}'],
    ['a header', 'Authorization: Basic bWU6cGE1NQ==', 'Authorization: *** ***'],
    ['a bearer', 'sent Bearer abc.def-ghi', 'sent Bearer ***'],
    ['a flag', '--jt-terminal 138=abcd --remote-camera-code=1234', '--jt-terminal 138=abcd --remote-camera-code=***'],
    ['a token wherever it is', `opened ${TOKEN} at once`, 'opened *** at once'],
    ['a hash', 'a'.repeat(32).replaceAll('a', '0f').slice(0, 64), '***'],
  ])('has no secret of %s', (_, text, clean) => {
    expect(scrub(text)).toBe(clean);
  });

  it.each([
    '2026-11-30T10:00:00.000Z warn cam: waiting for key-picture; ECONNREFUSED 192.168.1.100:8000',
    'avc1.42c01f 640x480, 30 pictures/s, 2.00 Mbit/s, codec=h264, keyframe=1',
    'a picture lacks its author: none',
    '/usr/lib/groundglass-with-a-long-name-of-a-folder',
    'Error: no\n    at Object.open (node:internal/fs/utils:353:11)',
  ])('keeps what helps: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it('has nothing that is known to be secret, the longest first, and no name of the person', () => {
    const known = { secrets: ['hunter', 'hunter22', 'ab'], home: '/home/ann' };
    expect(scrub('hunter22 hunter ab /home/ann/x', known)).toBe('*** *** ab ~/x');
  });

  it('never has a known secret, whatever stands around it', () => {
    const word = fc.stringMatching(/^[\w!$%+~^-]{4,20}$/).filter((one) => !'***'.includes(one));
    fc.assert(
      fc.property(fc.string(), word, fc.string(), (before, secret, after) => {
        expect(scrub(`${before}${secret}${after}`, { secrets: [secret] })).not.toContain(secret);
      }),
    );
  });
});
