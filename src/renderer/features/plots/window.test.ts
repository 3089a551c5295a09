import { expect, it } from 'vitest';
import { windowOf } from './window';

const SECOND = 1e6;

it('ends with now while it is live', () => {
  expect(windowOf(100 * SECOND, 30, false, 100 * SECOND)).toMatchObject({ fromUs: 70 * SECOND, toUs: 100 * SECOND });
});

it('shows what came after the picture that is looked at, as far as there is any', () => {
  expect(windowOf(100 * SECOND, 30, true, 500 * SECOND)).toMatchObject({ fromUs: 76 * SECOND, toUs: 106 * SECOND });
  expect(windowOf(100 * SECOND, 30, true, 102 * SECOND)).toMatchObject({ fromUs: 72 * SECOND, toUs: 102 * SECOND });
  expect(windowOf(100 * SECOND, 30, true, 90 * SECOND)).toMatchObject({ toUs: 100 * SECOND, cursorUs: 100 * SECOND });
});
