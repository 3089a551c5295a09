import { describe, expect, it } from 'vitest';
import { levelOf } from './levels';

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

  it('do not warn of what is unknown, nor of what has no bounds', () => {
    expect([levelOf('batteryPercent', undefined), levelOf('altitudeM', -1e6)]).toEqual(['normal', 'normal']);
  });
});
