import { expect, it } from 'vitest';
import { hasWords } from './search';

it.each([
  ['', true],
  ['  ', true],
  ['rover', true],
  ['NORTH rov', true],
  ['2026-11-21 Rover', true],
  ['rover south', false],
])('looks for every word of “%s”', (words, isFound) => {
  expect(hasWords(['Rover 7', 'North camera', 'Rover 2026-11-21 08.00.00.mp4'], words)).toBe(isFound);
});
