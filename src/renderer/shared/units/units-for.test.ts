import { expect, it } from 'vitest';
import { METRIC, unitsOf, withUnitOf } from '#core/telemetry/units/choice';
import { unitsFor } from './units-for';

it('is the setting, until a person chooses', () => {
  expect(unitsFor(undefined, 'imperial,speed=kn')).toEqual(withUnitOf(unitsOf('imperial'), 'speed', 'kn'));
});

it('is what a person chose, until the setting is another', () => {
  const chosen = { units: 'nautical', over: 'imperial' };
  expect(unitsFor(chosen, 'imperial')).toEqual(unitsOf('nautical'));
  expect(unitsFor(chosen, 'aviation')).toEqual(unitsOf('aviation'));
});

it('is metric where nothing makes sense', () => {
  expect(unitsFor({ units: 'cubits', over: 'metric' }, 'metric')).toEqual(METRIC);
  expect(unitsFor(undefined, 'of a later station')).toEqual(METRIC);
});
