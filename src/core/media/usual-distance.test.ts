import { describe, expect, it } from 'vitest';
import { pauseAfter, UsualDistance } from './usual-distance';

describe('how far apart pictures usually are', () => {
  it('is not moved by one pause', () => {
    const distance = new UsualDistance();
    expect(distance.us).toBeUndefined();
    for (const at of [0, 2, 4, 6, 60, 62, 64]) distance.seen(at * 1e6);
    expect(distance.us).toBe(2e6);
  });

  it('follows another rate, and a clock that leaps back costs nothing', () => {
    const distance = new UsualDistance();
    for (let at = 0; at < 20; at++) distance.seen(at * 2e6);
    distance.seen(5);
    for (let at = 0; at < 20; at++) distance.seen(40e6 + at * 1e5);
    expect(distance.us).toBe(1e5);
  });

  it('says when something is wrong', () => {
    expect(pauseAfter(1000, undefined)).toBe(1000);
    expect(pauseAfter(1000, 33)).toBe(1000);
    expect(pauseAfter(1000, 2000)).toBe(6000);
  });
});
