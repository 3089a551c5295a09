import { describe, expect, it } from 'vitest';
import { levelOf, worseOf } from './levels';
import { QUANTITY_KEYS, quantityOf } from './quantities';

describe('levels', () => {
  it('call a battery low under 25 % and critical under 15 %', () => {
    const levels = [25, 24.9, 15, 14.9, 0].map((percent) => levelOf('batteryPercent', percent));
    expect(levels).toEqual(['normal', 'caution', 'caution', 'warning', 'warning']);
  });

  it('call a Pi warm from 75 °C and hot from 82 °C', () => {
    const levels = [74.9, 75, 81.9, 82].map((celsius) => levelOf('cpuTempC', celsius));
    expect(levels).toEqual(['normal', 'caution', 'caution', 'warning']);
  });

  it('call for care without a position', () => {
    const levels = [0, 1, 2, 3, 8].map((fixType) => levelOf('fixType', fixType));
    expect(levels).toEqual(['caution', 'caution', 'normal', 'normal', 'normal']);
  });

  it('are the vehicle’s own where it told them, and of a voltage none else', () => {
    const own = { batteryLowPercent: 40, batteryLowV: 14.2, batteryCriticalV: 13.6 };
    expect([40, 39.9, 15, 14.9].map((percent) => levelOf('batteryPercent', percent, own))).toEqual([
      ...['normal', 'caution', 'caution', 'warning'],
    ]);
    expect([14.2, 14.1, 13.5].map((volts) => levelOf('batteryV', volts, own))).toEqual([
      'normal',
      'caution',
      'warning',
    ]);
    expect(levelOf('batteryV', 1)).toBe('normal');
  });

  it('name quantities that are numbers', () => {
    const limits = QUANTITY_KEYS.map(quantityOf).flatMap((row) => (row.kind === 'number' && row.levels) || []);
    const named = limits.flatMap((bounds) => Object.values('above' in bounds ? bounds.above : bounds.below));
    const keys = named.flatMap((limit) => (typeof limit === 'object' ? [limit.of] : []));
    expect(keys).toHaveLength(4);
    expect(keys.filter((of) => !QUANTITY_KEYS.some((key) => key === of && quantityOf(key).kind === 'number'))).toEqual(
      [],
    );
  });

  it('are told as the worse of two', () => {
    const all = ['normal', 'caution', 'warning'] as const;
    expect(all.flatMap((one) => all.map((other) => worseOf(one, other)))).toEqual([
      ...['normal', 'caution', 'warning', 'caution', 'caution', 'warning', 'warning', 'warning', 'warning'],
    ]);
  });

  it('do not warn of what is unknown, nor of what has no bounds', () => {
    expect([levelOf('batteryPercent', undefined), levelOf('altitudeM', -1e6)]).toEqual(['normal', 'normal']);
  });
});
