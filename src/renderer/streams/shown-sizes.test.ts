import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ShownSizes } from './shown-sizes';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const box = (width: number, height = width) => ({ width, height });

function setUp() {
  const told: (readonly [string, object | undefined])[] = [];
  return { told, sizes: new ShownSizes((stream, size) => told.push([stream, size])) };
}

it('a size is said at once, then twice a second at most, and the last one counts', () => {
  const { told, sizes } = setUp();
  expect(sizes.subscribed('a')).toBeUndefined();
  for (const width of [100, 200, 300]) sizes.show('a', box(width));
  expect(told).toEqual([['a', box(100)]]);
  vi.advanceTimersByTime(499);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told.slice(1)).toEqual([['a', box(300)]]);
});

it('a hair’s breadth is not worth a word; a picture that stands alone is', () => {
  const { told, sizes } = setUp();
  sizes.subscribed('a');
  sizes.show('a', box(400));
  vi.advanceTimersByTime(1000);
  sizes.show('a', box(410));
  sizes.show('a', undefined);
  expect(told).toEqual([
    ['a', box(400)],
    ['a', undefined],
  ]);
});

it('who subscribes says it with the first word, and nothing is said of what is not subscribed to', () => {
  const { told, sizes } = setUp();
  sizes.show('a', box(400));
  expect(sizes.subscribed('a')).toEqual(box(400));
  sizes.unsubscribed('a');
  sizes.show('a', box(100));
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
  expect(sizes.subscribed('a')).toEqual(box(100));
});
