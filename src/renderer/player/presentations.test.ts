import { expect, it } from 'vitest';
import { Presentations } from './presentations';

it('counts the frames that came to the screen since the last that was told', () => {
  const presentations = new Presentations();
  expect([presentations.told(1, 10), presentations.told(2, 20), presentations.told(5, 50)]).toEqual([1, 1, 3]);
});

it('counts no frame twice that was written again, told by itself or with the next', () => {
  const presentations = new Presentations();
  presentations.told(1, 10);
  presentations.repeated();
  expect(presentations.told(2, 10)).toBeUndefined();
  expect(presentations.told(3, 20)).toBe(1);
  presentations.repeated();
  // Frame 20 again, and frame 30, in one refresh.
  expect(presentations.told(5, 30)).toBe(1);
  expect(presentations.told(7, 50)).toBe(2);
});

it('begins anew with a track, whose count is lower', () => {
  const presentations = new Presentations();
  presentations.told(100, 10);
  expect(presentations.told(1, 20)).toBe(1);
});
