import { describe, expect, it } from 'vitest';
import { isOwnHost, isOwnOrigin } from './origin-check';

describe('the Host of a request', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST:3000', '[::1]:3000'])('%s is this gateway', (host) => {
    expect(isOwnHost(host, 3000)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example:3000',
    '127.0.0.1',
    '127.0.0.1:80',
    '127.0.0.1.evil.example:3000',
    'a@127.0.0.1:3000',
    '[::1]x:3000',
  ])('%s is not', (host) => {
    expect(isOwnHost(host, 3000)).toBe(false);
  });
});

describe('the Origin of a WebSocket', () => {
  it('is our own page, or a program that is no browser', () => {
    expect(isOwnOrigin('http://127.0.0.1:3000', 3000)).toBe(true);
    expect(isOwnOrigin(undefined, 3000)).toBe(true);
  });

  it.each(['http://evil.example', 'https://127.0.0.1:3000', 'null', 'http://127.0.0.1:3001', 'file://'])(
    'is not %s',
    (origin) => {
      expect(isOwnOrigin(origin, 3000)).toBe(false);
    },
  );
});
