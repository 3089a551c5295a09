import { expect, it } from 'vitest';
import { SmoothRate } from './smooth-rate';

it('follows what stays, and hardly what passes', () => {
  const rate = new SmoothRate(20e6);
  expect(rate.add(100, 0)).toBe(100);
  expect(rate.add(200, 1e6)).toBeLessThan(106);
  for (let second = 2; second < 120; second++) rate.add(200, second * 1e6);
  expect(rate.add(200, 120e6)).toBeCloseTo(200, 0);
});

it('begins anew after a rest, and is not moved by who asks twice at once', () => {
  const rate = new SmoothRate(20e6);
  rate.add(100, 0);
  expect(rate.add(900, 0)).toBe(100);
  expect(rate.add(0, 1e6)).toBe(0);
  expect(rate.add(30, 2e6)).toBe(30);
});
