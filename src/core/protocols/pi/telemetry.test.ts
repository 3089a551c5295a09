import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../../telemetry/telemetry';
import capture from './fixtures/pi-telemetry-socketio.txt?raw';
import { isPiTelemetry, readPiTelemetry, writePiTelemetry } from './telemetry';

const FLYING: Telemetry = {
  rollDeg: 12.5,
  pitchDeg: -4.25,
  yawDeg: -90.5,
  headingDeg: 269.5,
  latitudeDeg: 48.285,
  longitudeDeg: -4.56,
  altitudeM: 58.5,
  groundSpeedMps: 10.5,
  airspeedMps: 11,
  climbRateMps: -1.5,
  throttlePercent: 46,
  satellites: 14,
  fixType: 3,
  hdop: 0.75,
  vdop: 1.25,
  batteryV: 15.5,
  batteryA: 11.5,
  batteryPercent: 80,
  accelMps2: { x: 1, y: 0, z: -10 },
  gyroRadps: { x: 0, y: 0.5, z: -0.5 },
  rcChannelsUs: [1500, 1500, 1100, 1500, 2000, 1000, 1000, 1500],
  cpuTempC: 52.5,
  cpuPercent: 31,
  hostTimeUs: 1_795_211_902_773_567,
};
const wire = writePiTelemetry(FLYING);
const read = (message: unknown): Telemetry => {
  const result = readPiTelemetry(message);
  if ('fault' in result) throw new Error(result.fault);
  return result.telemetry;
};

/** The events of the captured host, without Engine.IO's and Socket.IO's prefix. */
const captured = capture
  .split('\n')
  .filter((line) => line.startsWith('S> 42'))
  .map((line) => (JSON.parse(line.slice(5)) as [string, Record<string, unknown>])[1]);

describe('the captured host', () => {
  it('knows only its clock: every other zero is unknown', () => {
    expect(captured).toHaveLength(2);
    expect(read(captured[0])).toEqual({ hostTimeUs: 1_795_211_902_773_568 });
  });

  it('has the keys that are written here', () => {
    expect(Object.keys(wire).sort()).toEqual(Object.keys(captured[0]!).sort());
    expect(Object.keys(writePiTelemetry({}))).toHaveLength(28);
  });
});

describe('a telemetry event', () => {
  it('comes back as it was written', () => {
    expect(read(wire)).toEqual(FLYING);
  });

  it('may say whether the vehicle is armed, which the original does not', () => {
    expect(read({ ...wire, armed: true })).toEqual({ ...FLYING, armed: true });
    expect(read({ armed: false })).toEqual({ armed: false });
    expect(read({ ...wire, armed: 1 })).toEqual(FLYING);
  });

  it('has zeros only in the keys that cannot say unknown', () => {
    expect(read(writePiTelemetry({}))).toEqual({ groundSpeedMps: 0, airspeedMps: 0, climbRateMps: 0, ...STANDING });
  });

  it('has the units of the wire', () => {
    const telemetry = read({ ...wire, accel_z: -0.00981, gyro_x: 0.00025, timestamp: 2.5 });
    expect(telemetry.accelMps2?.z).toBeCloseTo(-9.81);
    expect(telemetry.gyroRadps?.x).toBeCloseTo(0.25);
    expect(telemetry.hostTimeUs).toBe(2_500_000);
  });

  it.each([
    ['heading', 655.35, 'headingDeg'],
    ['satellites', 255, 'satellites'],
    ['h_acc', 655.35, 'hdop'],
    ['v_acc', 655.35, 'vdop'],
    ['v_acc', 0, 'vdop'],
    ['battery', 65.535, 'batteryV'],
    ['current_battery', -0.01, 'batteryA'],
    ['battery_remaining', -1, 'batteryPercent'],
    ['cpu_temp', 0, 'cpuTempC'],
    ['cpu_usage', 0, 'cpuPercent'],
    ['timestamp', 0, 'hostTimeUs'],
    ['lat', 91, 'latitudeDeg'],
    ['rc_channels', [0, 0, 0], 'rcChannelsUs'],
    ['rc_channels', Array(33).fill(1500), 'rcChannelsUs'],
    ['rc_channels', [1500, '1500'], 'rcChannelsUs'],
    ['fix_type', 9, 'fixType'],
  ] as const)('takes %s of %j as unknown', (key, value, name) => {
    expect(read({ ...wire, [key]: value })).not.toHaveProperty(name);
  });

  it('keeps the true zeros of a vehicle that was heard', () => {
    const telemetry = read({ ...wire, roll: 0, pitch: 0, yaw: 0, ground_speed: 0, battery_remaining: 0, heading: 0 });
    expect(telemetry).toMatchObject({ rollDeg: 0, pitchDeg: 0, yawDeg: 0, groundSpeedMps: 0, batteryPercent: 0 });
    expect(telemetry.headingDeg).toBe(0);
  });

  it('needs both zeros to doubt a position', () => {
    expect(read({ ...wire, lat: 0 })).toMatchObject({ latitudeDeg: 0, longitudeDeg: -4.56 });
    expect(read({ ...wire, lat: 0, lon: 0 })).not.toHaveProperty('latitudeDeg');
    expect(read({ ...wire, lat: 0, lon: 0 })).toMatchObject({ altitudeM: 58.5, headingDeg: 269.5 });
    expect(read({ ...wire, lat: 0, lon: 0, alt: 0, heading: 0 })).not.toHaveProperty('altitudeM');
  });

  it('doubts the whole battery at 0 V', () => {
    const telemetry = read({ ...wire, battery: 0, current_battery: 0, battery_remaining: 0 });
    for (const name of ['batteryV', 'batteryA', 'batteryPercent']) expect(telemetry).not.toHaveProperty(name);
  });

  it('wraps a yaw of 0..360', () => expect(read({ ...wire, yaw: 270 }).yawDeg).toBe(-90));
});

const STANDING = { rollDeg: 0, pitchDeg: 0, yawDeg: 0, throttlePercent: 0, fixType: 0 };

describe('a host that misbehaves', () => {
  const keys = Object.keys(wire);
  const bad = fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '12',
    true,
    [],
    {},
    1e300,
  );

  it('loses the bad key and no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), bad, (key, value) => {
        const telemetry = read({ ...wire, [key]: value });
        for (const [name, kept] of Object.entries(telemetry)) {
          expect(kept).toEqual(FLYING[name as keyof Telemetry]);
        }
        const lost = Object.keys(FLYING).length - Object.keys(telemetry).length;
        // A battery or a position is known together.
        expect(lost).toBeGreaterThanOrEqual(1);
        expect(lost).toBeLessThanOrEqual(key === 'battery' ? 3 : 2);
      }),
    );
  });

  it('may send more keys', () => expect(read({ ...wire, gps: 1, __proto__: { roll: 3 } })).toEqual(FLYING));

  it('may wrap what it sends: JSON as text, a list of one, all numbers as text', () => {
    const texts = Object.fromEntries(
      Object.entries(wire).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
    );
    for (const sent of [JSON.stringify(wire), [wire], texts, JSON.stringify([texts])])
      expect(read(sent)).toEqual(FLYING);
    expect(isPiTelemetry(JSON.stringify(wire))).toBe(true);
    expect(isPiTelemetry({ roll: 1, text: 'hello' })).toBe(false);
  });

  it('yields a fault where no key is known, and not the news that nothing is known', () => {
    expect(readPiTelemetry({ message: 'hello', user: 3 })).toEqual({
      fault: 'telemetry has no key that is known, but message, user',
    });
    expect(readPiTelemetry({})).toHaveProperty('fault');
  });

  it('yields a fault where there is no object', () => {
    expect(readPiTelemetry(null)).toEqual({ fault: 'telemetry is null, not an object' });
    expect(readPiTelemetry([1])).toEqual({ fault: 'telemetry is an array, not an object' });
    expect(readPiTelemetry('{}')).toHaveProperty('fault');
  });

  it('never makes it throw, nor yields a number that is not finite', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.anything(), { minKeys: 1 }), (message) => {
        for (const value of Object.values(read(message))) {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});
