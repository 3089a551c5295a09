import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Calm } from './calm';

describe('a calm value', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('passes the first at once, then the newest of each second', () => {
    const said: string[] = [];
    const calm = new Calm((text) => said.push(text));
    for (let heading = 0; heading < 25; heading++) {
      calm.offer(`heading ${heading}`);
      vi.advanceTimersByTime(100);
    }
    expect(said).toEqual(['heading 0', 'heading 9', 'heading 19']);
  });

  it('ends on the last value, and does not repeat it', () => {
    const said: string[] = [];
    const calm = new Calm((text) => said.push(text));
    calm.offer('a');
    calm.offer('b');
    vi.advanceTimersByTime(5000);
    calm.offer('b');
    expect(said).toEqual(['a', 'b']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says nothing after it is disposed of', () => {
    const said: string[] = [];
    const calm = new Calm((text) => said.push(text));
    calm.offer('a');
    calm.offer('b');
    calm.dispose();
    vi.advanceTimersByTime(5000);
    expect(said).toEqual(['a']);
  });
});
