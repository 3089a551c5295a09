import { expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import { formatLeft, timeLeft } from './disk-left';

it.each([
  [0, 'under a minute'],
  [59.9, 'under a minute'],
  [599, '9 min'],
  [1199, '19 min'],
  [2580, '40 min'],
  [3600, '1 h'],
  [7919, '2 h 10 min'],
  [50_000, '13 h'],
  [86_400, '1 day'],
  [500_000, '5 days'],
  [1e9, 'more than a month'],
])('of %d s says %s', (seconds, words) => {
  expect(inWords(formatLeft(seconds))).toBe(words);
});

it('is a caution below ten minutes, and nothing while nothing is recorded', () => {
  expect(inWords(timeLeft({ freeBytes: 1, secondsLeft: 601 }))).toEqual({ words: '10 min left', isLow: false });
  expect(inWords(timeLeft({ freeBytes: 1, secondsLeft: 599 }))).toEqual({ words: '9 min left', isLow: true });
  expect(timeLeft({ freeBytes: 1 })).toBeUndefined();
  expect(timeLeft(undefined)).toBeUndefined();
});
