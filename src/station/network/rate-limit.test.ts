import { describe, expect, it } from 'vitest';
import { rateKey } from './address';
import { RateLimit } from './rate-limit';

describe('a client’s rate', () => {
  it('lets a burst through, then says how long to wait', () => {
    const limit = new RateLimit({ burst: 3, perSecond: 0.5 });
    expect([1, 2, 3].map(() => limit.take('a', 0))).toEqual([0, 0, 0]);
    expect(limit.take('a', 0)).toBe(2);
    expect(limit.take('a', 1000)).toBe(1);
    expect(limit.take('a', 2000)).toBe(0);
    expect(limit.take('a', 2000)).toBe(2);
  });

  it('is its own', () => {
    const limit = new RateLimit({ burst: 1, perSecond: 1 });
    limit.take('a', 0);
    expect(limit.take('a', 0)).toBe(1);
    expect(limit.take('b', 0)).toBe(0);
  });

  it('costs bounded memory, whoever knocks', () => {
    const limit = new RateLimit({ burst: 1, perSecond: 1 });
    limit.take('first', 0);
    for (let n = 0; n < 9_999; n++) limit.take(`other ${n}`, 0);
    expect(limit.take('first', 0)).toBe(1);
    for (let n = 0; n < 10_000; n++) limit.take(`more ${n}`, 0);
    expect(limit.take('first', 0)).toBe(0);
  });
});

describe('whom a rate counts against', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is %s', (address, key) => {
    expect(rateKey(address)).toBe(key);
  });
});
