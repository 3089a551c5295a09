import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, telemetryChanges } from './changes';

describe('changes of telemetry', () => {
  it('are what changed, came and went', () => {
    const from = { rollDeg: 1, pitchDeg: 2, rcChannelsUs: [1500, 1500], alarms: ['alarm.x'], mode: 'Loiter' };
    const to = { rollDeg: 1, pitchDeg: 3, rcChannelsUs: [1500, 1500], mode: 'Land', satellites: 9 };
    expect(telemetryChanges(from, to)).toEqual({
      values: { pitchDeg: 3, mode: 'Land', satellites: 9 },
      gone: ['alarms'],
    });
  });

  it('make the later of the earlier, whatever both are', () => {
    const value = fc.option(fc.integer(), { nil: undefined });
    const telemetry = fc
      .record({
        rollDeg: value,
        altitudeM: value,
        armed: fc.option(fc.boolean(), { nil: undefined }),
        cellsV: fc.option(fc.array(fc.integer()), { nil: undefined }),
        accelMps2: fc.option(fc.record({ x: fc.integer(), y: fc.integer(), z: fc.integer() }), { nil: undefined }),
      })
      .map((all) => Object.fromEntries(Object.entries(all).filter(([, known]) => known !== undefined)));
    fc.assert(
      fc.property(telemetry, telemetry, (from, to) => {
        expect(applyChanges(from, telemetryChanges(from, to))).toEqual(to);
      }),
    );
  });
});
