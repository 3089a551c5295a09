import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Timeline } from './timeline';

it('is at the picture that it was moved to, whenever that was', () => {
  const now = fc.double({ min: 0, max: 1e7, noNaN: true });
  fc.assert(
    fc.property(now, fc.nat(10_000), fc.constantFrom(24, 25, 29.97, 30, 60, 240), (at, index, fps) => {
      const timeline = new Timeline(20_000, fps, () => at);
      timeline.moveTo(index);
      expect(timeline.index).toBe(index);
    }),
  );
});
