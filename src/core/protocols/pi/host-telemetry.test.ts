import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPiTelemetry, writeHostTelemetry } from './telemetry';

const FLIGHT = { rollDeg: 10, pitchDeg: -3, batteryV: 12.4, accelMps2: { x: 0, y: 0, z: -9.8 } };

describe('the telemetry of a host', () => {
  it('says of no vehicle what the original says before it hears one', () => {
    // Where home was stays known of a vehicle that is gone.
    const message = writeHostTelemetry({
      cpuPercent: 12,
      cpuTempC: 50,
      homeLatitudeDeg: 47.4,
      batteryCapacityMah: 5000,
    });
    expect(message).toMatchObject({ heading: 0, battery: 0, battery_remaining: 0, cpu_usage: 12, cpu_temp: 50 });
    expect(readPiTelemetry(message)).toEqual({ telemetry: { cpuPercent: 12, cpuTempC: 50 } });
  });

  it('says of a vehicle with the protocol’s own words what is not known of it', () => {
    const message = writeHostTelemetry({ ...FLIGHT, hostTimeUs: 1 });
    expect(message).toMatchObject({
      roll: 10,
      heading: 655.35,
      satellites: 255,
      battery: 12.4,
      current_battery: -0.01,
    });
    expect(message.accel_z).toBeCloseTo(-0.0098);
  });

  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity));
  const telemetry = fc.record(
    {
      ...{ rollDeg: value, latitudeDeg: value, headingDeg: value, batteryV: value, hdop: value, cpuPercent: value },
      ...{ satellites: value, gyroRadps: fc.record({ x: value, y: value, z: value }), hostTimeUs: value },
      rcChannelsUs: fc.array(value, { maxLength: 18 }),
    },
    { requiredKeys: [] },
  );

  it('has 28 keys and finite numbers, whatever was measured', () => {
    fc.assert(
      fc.property(telemetry, (measured) => {
        const message = writeHostTelemetry(measured);
        expect(Object.keys(message)).toHaveLength(28);
        const numbers = Object.values(message).flat();
        expect(numbers.every((number) => Number.isFinite(number))).toBe(true);
        expect(JSON.stringify(message)).not.toContain('null');
      }),
    );
  });
});
