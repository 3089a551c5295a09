import { expect, it } from 'vitest';
import { fitWithin } from './fit-within';

it.each([
  ['no box', {}, { width: 641, height: 481 }, { width: 640, height: 480 }],
  ['a larger box', { width: 1000, height: 1000 }, { width: 640, height: 480 }, { width: 640, height: 480 }],
  ['a flat box', { width: 640, height: 240 }, { width: 640, height: 480 }, { width: 320, height: 240 }],
  ['a narrow box', { width: 160, height: 480 }, { width: 1280, height: 720 }, { width: 160, height: 90 }],
  ['an upright picture', { width: 320, height: 320 }, { width: 720, height: 1280 }, { width: 180, height: 320 }],
  ['hardly any room', { width: 1, height: 1 }, { width: 640, height: 480 }, { width: 2, height: 2 }],
])('a picture in its own shape within %s', (_, box, picture, fitted) => {
  expect(fitWithin(picture, box)).toEqual(fitted);
});
