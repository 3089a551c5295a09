import { expect, it } from 'vitest';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { Peers } from './mavlink-peers';

const MOST = 32;
const HEARTBEAT = encodeMessage(
  'HEARTBEAT',
  { type: 2, autopilot: 3 },
  { version: 2, system: 1, component: 1, seq: 0 },
);

it('answers the last 32 who sent packets, and forgets who was silent longest', () => {
  const peers = new Peers(new MavlinkLink({ onTelemetry: () => undefined }));
  for (let port = 0; port <= MOST; port++) {
    // The second speaks again each time: it stays.
    peers.take(HEARTBEAT, '10.0.0.1', 1, port);
    peers.take(HEARTBEAT, '10.0.0.1', port, port);
  }
  const ports = peers.heard(MOST).map(({ port }) => port);
  expect(ports).toHaveLength(MOST);
  expect([0, 1, 2, MOST].map((port) => ports.includes(port))).toEqual([false, true, true, true]);
});

it('forgets nobody who is believed for the noise of others', () => {
  const peers = new Peers(new MavlinkLink({ onTelemetry: () => undefined }));
  peers.take(HEARTBEAT, '10.0.0.1', 1, 0);
  for (let port = 100; port < 100 + 2 * MOST; port++) peers.take(Uint8Array.of(1, 2, 3), '10.0.0.2', port, 0);
  expect(peers.heard(0).map(({ port }) => port)).toEqual([1]);
});
