import { describe, expect, it } from 'vitest';
import { nowUs, wallUsOf } from './clock';

describe('a monotonic time on the wall clock', () => {
  it('is as far from this moment as it is on the monotonic one', () => {
    const now = nowUs();
    expect(wallUsOf(now) - wallUsOf(now - 5e6)).toBeCloseTo(5e6, -5);
    expect(Math.abs(wallUsOf(now) / 1000 - Date.now())).toBeLessThan(1000);
  });
});
