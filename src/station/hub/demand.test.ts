import { expect, it } from 'vitest';
import { Demand } from './demand';

it('is told once when the first holds it, and once when the last has let go', () => {
  const demand = new Demand();
  const told: boolean[] = [];
  const unsubscribe = demand.onWanted((wanted) => told.push(wanted));
  const [first, second] = [demand.hold(), demand.hold()];
  first();
  first();
  expect([demand.wanted, told]).toEqual([true, [true]]);
  second();
  expect([demand.wanted, told]).toEqual([false, [true, false]]);
  unsubscribe();
  demand.hold();
  expect(told).toHaveLength(2);
});
