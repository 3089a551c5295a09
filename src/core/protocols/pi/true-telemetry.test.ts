import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PI_TRUE_VERSION } from './messages';
import { finiteTelemetry } from './telemetry';
import { readCameraTrouble, readTrueTelemetry } from './true-telemetry';

const version = PI_TRUE_VERSION;

describe('telemetry in true units', () => {
  it('is what the host measured', () => {
    const measured = {
      rollDeg: 0,
      mode: 'Loiter',
      armed: true,
      accelMps2: { x: 0, y: 1, z: -9.8 },
      rcChannelsUs: [1500],
    };
    expect(readTrueTelemetry({ version, ...measured })).toEqual(measured);
    expect(finiteTelemetry({ ...measured, pitchDeg: Number.NaN })).toEqual(measured);
  });

  it('loses a bad key alone', () => {
    const bad = {
      pitchDeg: 'level',
      accelMps2: { x: 1 },
      rcChannelsUs: Array(33).fill(0),
      mode: 'x'.repeat(65),
      armed: 1,
    };
    expect(readTrueTelemetry({ version, rollDeg: 3, ...bad, other: 5 })).toEqual({ rollDeg: 3 });
  });

  it('is none of another host, whatever it sends', () => {
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        expect(readTrueTelemetry(sent)).toBeUndefined();
      }),
    );
    expect(readTrueTelemetry({ roll: 1, version: 1 })).toBeUndefined();
  });

  it('comes with why a camera gives nothing', () => {
    const camera = { state: 'waiting', reason: 'no cameras available', failures: 3 };
    expect(readCameraTrouble({ camera })).toBe('no cameras available');
    expect(readCameraTrouble({ camera: { ...camera, state: 'running' } })).toBeUndefined();
    fc.assert(fc.property(fc.anything(), (sent) => void readCameraTrouble(sent)));
  });
});
