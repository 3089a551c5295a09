import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../telemetry/telemetry';
import { VehicleActivity, type VehicleRule } from './rules';

/** What a rule with a tail of ten seconds makes of telemetry: `[second, values]`. @returns whether it wants it, at each */
function wanted(rule: VehicleRule, ...steps: readonly (readonly [number, Telemetry])[]): readonly boolean[] {
  const activity = new VehicleActivity(rule, 10e6);
  return steps.map(([second, values]) => {
    activity.add(values, second * 1e6);
    return activity.isWanted(second * 1e6);
  });
}

describe('a vehicle that is recorded while it moves', () => {
  it('moves from a walking pace on, and rests once it stands', () => {
    const speeds = [1, 1.5, 0.9, 0.8, 0, 1.4, 0].map((groundSpeedMps, i) => [i * 6, { groundSpeedMps }] as const);
    expect(wanted('moving', ...speeds)).toEqual([false, true, true, true, true, false, false]);
  });

  it('is recorded on through a pause shorter than the tail', () => {
    const steps = [
      [0, 3],
      [5, 0],
      [14, 3],
      [20, 0],
      [29, 0],
      [30, 0],
    ] as const;
    expect(wanted('moving', ...steps.map(([s, groundSpeedMps]) => [s, { groundSpeedMps }] as const))).toEqual([
      ...[true, true, true, true, true, false],
    ]);
  });

  it('is not at rest because it says nothing of its speed, or nothing at all', () => {
    expect(wanted('moving', [0, { airspeedMps: 15 }], [60, { rollDeg: 1 }], [3600, {}])).toEqual([true, true, true]);
  });

  it('is told by its ground speed before its airspeed: wind moves nothing', () => {
    expect(wanted('moving', [0, { groundSpeedMps: 0, airspeedMps: 9 }])).toEqual([false]);
  });
});

describe('a vehicle that is recorded while it is armed', () => {
  it('is so at rest too, and for the tail behind', () => {
    const steps = [
      [0, {}],
      [1, { armed: true }],
      [2, { groundSpeedMps: 0 }],
      [3, { armed: false }],
      [12.9, {}],
      [13, {}],
    ] as const;
    expect(wanted('armed', ...steps)).toEqual([false, true, true, true, true, false]);
  });

  it('is not recorded while it moves and does not say that it is armed, unless either will do', () => {
    expect(wanted('armed', [0, { groundSpeedMps: 9 }])).toEqual([false]);
    expect(wanted('active', [0, { groundSpeedMps: 9 }], [1, { groundSpeedMps: 0, armed: true }], [30, {}])).toEqual([
      ...[true, true, true],
    ]);
  });
});
