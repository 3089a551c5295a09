import { describe, expect, it } from 'vitest';
import { additionalItem, readAdditional } from './additional';
import { type Location, STATUS } from './messages/location';
import { telemetryOfLocation } from './telemetry';

const REPORT: Location = {
  alarmFlag: 0,
  status: STATUS.acc | STATUS.positioned,
  latitude: 31_230_416,
  longitude: 121_473_701,
  altitude: 12,
  speed: 720,
  direction: 90,
  time: '261121130000',
  additional: [],
};

describe('a location report', () => {
  it('is telemetry in SI units', () => {
    expect(telemetryOfLocation({ ...REPORT, additional: [additionalItem('satellites', 9)] })).toEqual({
      latitudeDeg: 31.230416,
      longitudeDeg: 121.473701,
      altitudeM: 12,
      groundSpeedMps: 20,
      headingDeg: 90,
      armed: true,
      satellites: 9,
      hostTimeUs: Date.UTC(2026, 10, 21, 5) * 1000,
    });
  });

  it('has its hemispheres in its status', () => {
    const status = REPORT.status | STATUS.south | STATUS.west;
    expect(telemetryOfLocation({ ...REPORT, status })).toMatchObject({
      latitudeDeg: -31.230416,
      longitudeDeg: -121.473701,
    });
    const negative = telemetryOfLocation({ ...REPORT, latitude: -31_230_416 >>> 0 });
    expect(negative).toMatchObject({ latitudeDeg: -31.230416 });
  });

  it('says nothing of where it is while it does not know', () => {
    const time = '000000000000';
    expect(telemetryOfLocation({ ...REPORT, status: STATUS.acc, time })).toEqual({ armed: true });
    expect(telemetryOfLocation({ ...REPORT, status: 0, time })).toEqual({ armed: false });
  });

  it('leaves out what no vehicle has', () => {
    const report = { ...REPORT, latitude: 91e6, direction: 65535, altitude: 65535, speed: 65535, time: '' };
    expect(telemetryOfLocation(report)).toEqual({ armed: true });
  });

  it('names its alarms, those about video among them', () => {
    const report = { ...REPORT, alarmFlag: ((1 << 31) | 0b11) >>> 0, additional: [additionalItem('videoAlarm', 0b10)] };
    expect(telemetryOfLocation(report).alarms).toEqual(['emergency', 'overspeed', 'doorOpened', 'videoCovered']);
  });
});

describe('additional items', () => {
  it('are read as they were made', () => {
    expect(readAdditional([additionalItem('mileage', 123_456), additionalItem('signalStrength', 31)])).toEqual({
      mileage: 123_456,
      signalStrength: 31,
    });
  });

  it('that are unknown or too short are left out, and too long ones begin with their value', () => {
    const items = [
      { id: 0xe1, value: Uint8Array.of(1) },
      { id: 0x01, value: Uint8Array.of(1, 2, 3) },
      { id: 0x18, value: Uint8Array.of(0, 2, 50) },
    ];
    expect(readAdditional(items)).toEqual({ abnormalDriving: 2 });
  });
});
