import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the pace of text', () => {
  it('shows every other value of ten a second, with no timer of its own', () => {
    const late = vi.fn();
    const pace = new Pace(0, 0, late);
    const shown = [];
    for (let n = 1; n <= 6; n++) {
      vi.advanceTimersByTime(100);
      shown.push(pace.offer(n, n * 100));
    }
    expect(shown).toEqual([0, 2, 2, 4, 4, 6]);
    expect(late).not.toHaveBeenCalled();
  });

  it('asks again for a value that was passed over and has no successor', () => {
    const late = vi.fn();
    const pace = new Pace('a', 0, late);
    expect(pace.offer('b', 50)).toBe('a');
    vi.advanceTimersByTime(400);
    expect(late).toHaveBeenCalledOnce();
    expect(pace.offer('b', 450)).toBe('b');
  });
});
