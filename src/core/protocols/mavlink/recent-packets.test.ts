import { expect, it } from 'vitest';
import { encodeMessage } from './encode';
import { RecentPackets } from './recent-packets';

const packet = (seq: number) =>
  encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, { version: 2, system: 1, component: 1, seq });

it('tells a packet that came a moment ago from a new one, and from the same of long ago', () => {
  const recent = new RecentPackets();
  const has = (bytes: Uint8Array, us: number) => recent.has(bytes, 0, bytes.length, us);
  expect([has(packet(1), 0), has(packet(2), 1), has(packet(1), 1e6), has(packet(2), 3e6)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

it('remembers so many and no more', () => {
  const recent = new RecentPackets();
  const bytes = new Uint8Array(4);
  const has = (number: number) => {
    new DataView(bytes.buffer).setUint32(0, number);
    return recent.has(bytes, 0, 4, 0);
  };
  for (let number = 0; number < 5000; number++) expect(has(number)).toBe(false);
  expect([has(4999), has(0)]).toEqual([true, false]);
});
