import { describe, expect, it } from 'vitest';
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { telemetryOfLocation } from '#core/protocols/jt808/telemetry';
import { driveReport } from './drive';
import { findRecordings } from './recordings';
import { aLaw, tonePiece } from './tone';

const NOW_MS = Date.UTC(2026, 10, 21, 6, 7, 30);
const ANY = '000000000000';
const ALL = { channel: 0, startTime: ANY, endTime: ANY, alarmFlag: 0n, mediaType: 0, streamType: 0, memoryType: 0 };

describe('pretended recordings', () => {
  it('are files of a quarter of an hour without a gap, of the last day, for each camera', () => {
    const found = findRecordings({ ...ALL, channel: 2 }, 4, NOW_MS);
    expect(found).toHaveLength(96);
    expect(found.slice(1).every(({ startTime }, n) => startTime === found[n]!.endTime)).toBe(true);
    expect(found.at(-1)).toMatchObject({ channel: 2, startTime: '261121140000', endTime: '261121140730' });
    expect(findRecordings(ALL, 4, NOW_MS)).toHaveLength(4 * 96);
  });

  it('are those that lie within what is asked for, in part or whole', () => {
    const [startTime, endTime] = [bcdTimeOf(NOW_MS - 20 * 60_000), bcdTimeOf(NOW_MS - 10 * 60_000)];
    const found = findRecordings({ ...ALL, channel: 1, startTime, endTime }, 4, NOW_MS);
    expect(found.map((one) => one.startTime)).toEqual(['261121134500']);
    expect(findRecordings({ ...ALL, alarmFlag: 1n }, 4, NOW_MS)).toEqual([]);
    expect(findRecordings({ ...ALL, channel: 5 }, 4, NOW_MS)).toEqual([]);
  });
});

describe('a pretended drive', () => {
  it('goes where its heading says, as fast as it says', () => {
    const metresPerDegree = 111_320;
    for (let second = 0; second < 600; second += 7) {
      const [here, next] = [second, second + 1].map((at) => telemetryOfLocation(driveReport(at, NOW_MS)));
      const north = (next!.latitudeDeg! - here!.latitudeDeg!) * metresPerDegree;
      const scale = metresPerDegree * Math.cos((here!.latitudeDeg! * Math.PI) / 180);
      const east = (next!.longitudeDeg! - here!.longitudeDeg!) * scale;
      expect(Math.abs(Math.hypot(north, east) - here!.groundSpeedMps!)).toBeLessThan(1);
      const turned = ((Math.atan2(east, north) * 180) / Math.PI - here!.headingDeg! + 540) % 360;
      expect(Math.abs(turned - 180)).toBeLessThan(4);
    }
  });

  it('is too fast at times, and says so', () => {
    const alarms = Array.from({ length: 40 }, (_, second) => telemetryOfLocation(driveReport(second, NOW_MS)).alarms);
    expect(alarms).toContainEqual(['overspeed']);
    expect(alarms).toContainEqual(undefined);
  });
});

describe('a tone', () => {
  it.each([
    [0, 0xd5],
    [-1, 0x55],
    [32_767, 0xaa],
    [-32_768, 0x2a],
    [1000, 0xfa],
  ])('%i is 0x%x in A-law', (sample, code) => {
    expect(aLaw(sample)).toBe(code);
  });

  it('is 40 ms a piece, and the same again after a second', () => {
    expect(tonePiece(7)).toHaveLength(320);
    expect(tonePiece(25)).toEqual(tonePiece(0));
  });
});
