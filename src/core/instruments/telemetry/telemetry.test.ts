import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { shallowEqual } from '../shared/shallow-equal';
import { telemetryRows } from './geometry';
import { describeTelemetry, telemetryView } from './view';

const flying = {
  rollDeg: -12.34,
  pitchDeg: 4,
  yawDeg: -170,
  latitudeDeg: 51.4779284,
  longitudeDeg: -0.0015449,
  altitudeM: 123.44,
  batteryV: 12.34,
  batteryPercent: 78,
  groundSpeedMps: 8.2,
  throttlePercent: 43,
  climbRateMps: -1.2,
  fixType: 3,
  satellites: 12,
};

describe('the telemetry block', () => {
  it('shows each value with its unit', () => {
    const rows = telemetryRows(telemetryView(flying, undefined), 'full');
    expect(
      rows.map(({ label, value }) => `${english(label)}: ${typeof value === 'string' ? value : english(value)}`),
    ).toEqual([
      'Roll: −12.3°',
      'Pitch: 4.0°',
      'Yaw: −170.0°',
      'Lat: 51.477928°',
      'Lon: −0.001545°',
      'Alt: 123.4 m',
      'Battery: 12.3 V (78%)',
      'GS: 8.2 m/s',
      'Throttle: 43%',
      'Climb: −1.2 m/s',
      'GPS: 3D 12 sat',
    ]);
  });

  it('shows first in which mode an autopilot is, and whether it is armed', () => {
    const first = (armed: boolean | undefined) => {
      const view = telemetryView({ ...flying, mode: 'Loiter', ...(armed !== undefined && { armed }) }, undefined);
      const rows = telemetryRows(view, 'full');
      expect(rows).toHaveLength(11);
      const [row] = rows;
      return [row && typeof row.value !== 'string' ? english(row.value) : '', row?.level];
    };
    expect([true, false, undefined].map(first)).toEqual([
      ['Loiter ARMED', 'caution'],
      ['Loiter DISARMED', 'normal'],
      ['Loiter', 'normal'],
    ]);
    const view = telemetryView({ ...flying, mode: 'Loiter', armed: true }, 3000);
    expect(english(describeTelemetry(view))).toMatch(/, mode Loiter, armed, 3 s old$/);
  });

  it('shows a dash, and never a zero, for what was not sent', () => {
    for (const telemetry of [undefined, {}]) {
      const rows = telemetryRows(telemetryView(telemetry, undefined), 'full');
      expect(new Set(rows.map(({ value }) => value))).toEqual(new Set(['–']));
    }
  });

  it('keeps altitude, speed and battery in a tile', () => {
    const rows = telemetryRows(telemetryView(flying, undefined), 'short');
    expect(rows.map(({ label }) => english(label))).toEqual(['Alt', 'GS', 'Battery']);
  });

  it('marks a low battery and a lost position', () => {
    const levels = (batteryPercent: number, fixType: number) => {
      const rows = telemetryRows(telemetryView({ ...flying, batteryPercent, fixType }, undefined), 'full');
      return [rows[6]?.level, rows[10]?.level];
    };
    expect(levels(78, 3)).toEqual(['normal', 'normal']);
    expect(levels(24, 1)).toEqual(['caution', 'caution']);
    expect(levels(14, 0)).toEqual(['warning', 'caution']);
  });

  it('warns of a voltage at which the vehicle’s own failsafe begins, however full the battery says it is', () => {
    const own = { batteryLowV: 14, batteryCriticalV: 13.2, batteryPercent: 90 };
    const levels = [14, 13.9, 13.1].map((batteryV) => telemetryView({ ...own, batteryV }, undefined).batteryLevel);
    expect(levels).toEqual(['normal', 'caution', 'warning']);
  });

  it('does not change with what cannot be read', () => {
    const view = telemetryView(flying, undefined);
    const alike = { ...flying, altitudeM: 123.41, cpuTempC: 60, headingDeg: 4, hostTimeUs: 17 };
    expect(shallowEqual(view, telemetryView(alike, undefined))).toBe(true);
    expect(shallowEqual(view, telemetryView({ ...flying, altitudeM: 123.5 }, undefined))).toBe(false);
  });

  it('can be said, with words where the eye has colours', () => {
    expect(english(describeTelemetry(telemetryView({ batteryV: 10.1, batteryPercent: 9 }, 2000)))).toBe(
      'Telemetry: altitude unknown, ground speed unknown, climb unknown, battery 10.1 V (9%) critical, ' +
        'position unknown unknown, GPS unknown, 2 s old',
    );
  });
});
