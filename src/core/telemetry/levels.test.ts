import { describe, expect, it } from 'vitest';
import { batteryLevel, cpuLevel, gpsLevel } from './levels';

describe('levels', () => {
  it('call a battery low under 25 % and critical under 15 %', () => {
    expect([25, 24.9, 15, 14.9, 0].map(batteryLevel)).toEqual(['normal', 'caution', 'caution', 'warning', 'warning']);
  });

  it('call a Pi warm from 75 °C and hot from 82 °C', () => {
    expect([74.9, 75, 81.9, 82].map(cpuLevel)).toEqual(['normal', 'caution', 'caution', 'warning']);
  });

  it('call for care without a position', () => {
    expect([0, 1, 2, 3, 8].map(gpsLevel)).toEqual(['caution', 'caution', 'normal', 'normal', 'normal']);
  });

  it('do not warn of what is unknown', () => {
    expect([batteryLevel(undefined), cpuLevel(undefined), gpsLevel(undefined)]).toEqual(['normal', 'normal', 'normal']);
  });
});
