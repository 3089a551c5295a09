import { expect, it } from 'vitest';
import { SpeedWatch } from './speed-watch';

const S = 1_000_000;

it('believes that the speed is wrong after bytes for five seconds without a packet', () => {
  const watch = new SpeedWatch();
  expect([0, 1, 2, 3, 4].map((second) => watch.take(40, false, second * S))).not.toContain(true);
  expect(watch.take(40, false, 5 * S)).toBe(true);
  expect(watch.bytes).toBe(240);
});

it('believes no such thing of a few bytes, nor after a packet, whatever comes then', () => {
  const noise = new SpeedWatch();
  expect([0, 10, 20, 30].map((second) => noise.take(1, false, second * S))).not.toContain(true);
  const vehicle = new SpeedWatch();
  expect(vehicle.take(4000, false, 0)).toBe(false);
  expect(vehicle.take(21, true, S)).toBe(false);
  expect(vehicle.take(4000, false, 60 * S)).toBe(false);
});
