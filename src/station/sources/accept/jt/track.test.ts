import { expect, it } from 'vitest';
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { STATUS } from '#core/protocols/jt808/messages/location';
import { Track } from './track';

const START = Date.UTC(2026, 10, 21, 5);
const at = (seconds: number, status: number = STATUS.positioned) => ({
  alarmFlag: 0,
  status,
  latitude: 31_000_000 + seconds,
  longitude: 121_000_000,
  altitude: 1,
  speed: 36,
  direction: 0,
  time: bcdTimeOf(START + seconds * 1000),
});
const seconds = (track: Track) =>
  track.between(0, Number.MAX_SAFE_INTEGER).map(({ timeMs }) => (timeMs - START) / 1000);

it('a track has reports in their own order, each once, and none without a place or a time', () => {
  const budget = { points: 0 };
  const track = new Track(budget);
  for (const report of [at(1), at(5), at(3), at(5), at(7, 0), { ...at(9), time: '000000000000' }]) track.take(report);
  expect(seconds(track)).toEqual([1, 3, 5]);
  expect(track.between(START + 2000, START + 3000)).toMatchObject([{ latitudeDeg: 31.000003, groundSpeedMps: 1 }]);
  expect(budget.points).toBe(3);
  track.clear();
  expect(budget.points).toBe(0);
});

it('a track is bounded: the oldest go', () => {
  const budget = { points: 0 };
  const track = new Track(budget);
  for (let second = 100; second < 1000; second++) track.take(at(second));
  track.take(at(1));
  expect(seconds(track)).toHaveLength(720);
  expect(seconds(track)[0]).toBe(280);
  expect(budget.points).toBe(720);
});
