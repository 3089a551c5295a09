import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import type { Endpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { freeUdpPort } from '../../fixtures/free-port';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { SourceList } from '../source-list';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function boundSocket(port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  ends.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket;
}

/** A program that packets are forwarded to, and what it was sent. */
async function receiver() {
  const socket = await boundSocket();
  const heard: string[] = [];
  socket.on('message', (datagram) => heard.push(datagram.toString('hex')));
  return { socket, heard, at: { address: '127.0.0.1', port: socket.address().port } };
}

/** A station that listens for a vehicle, and forwards. */
async function station(forward: readonly Endpoint[], port?: number) {
  const own = port ?? (await freeUdpPort());
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line));
  const mavlink = { forward, silent: true };
  const sources = new SourceList({ hub: new Hub(), log, showDamaged: false, mavlink });
  ends.push(() => sources.close());
  const added = sources.add(`mavlink+udp://127.0.0.1:${own}`);
  if (!added.ok) throw new Error(JSON.stringify(added.message));
  const stream = added.value;
  await expect.poll(() => stream.links.telemetry?.state).toBe('open');
  return { stream, port: own, lines };
}

const packet = (seq: number, signed = false) =>
  Buffer.from(
    encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, { version: 2, system: 1, component: 1, seq, signed }),
  );
const UNKNOWN = Buffer.from([0xfd, 2, 0, 0, 9, 1, 1, 0xdb, 0xea, 0, 7, 8, 1, 2]);
const forwarding = (stream: Stream | undefined) =>
  stream?.inspect({ seesAddresses: true }).find(({ title }) => title.id === 'inspection.forward');
const stateOf = (stream: Stream, at: number) => forwarding(stream)?.rows[at]?.value;

it('sends every packet on as it came, to each end, and no noise', async () => {
  const [one, two] = [await receiver(), await receiver()];
  const { port } = await station([one.at, two.at]);
  const vehicle = await boundSocket();
  const sent = [packet(1), packet(2, true), UNKNOWN, packet(3)];
  vehicle.send(Buffer.concat([Buffer.from([1, 2, 3]), ...sent]), port, '127.0.0.1');
  const expected = sent.map((bytes) => bytes.toString('hex'));
  for (const { heard } of [one, two]) await expect.poll(() => [...heard].sort()).toEqual([...expected].sort());
});

it('goes on where an end is dead or has no name, and says so', async () => {
  const there = await receiver();
  const dead = { address: '127.0.0.1', port: await freeUdpPort() };
  const nameless = { address: 'no-such-host.invalid', port: 14550 };
  const { stream, port } = await station([dead, nameless, there.at]);
  const vehicle = await boundSocket();
  for (let seq = 0; seq < 20; seq++) {
    vehicle.send(packet(seq), port, '127.0.0.1');
    await expect.poll(() => there.heard.length).toBe(seq + 1);
  }
  expect(stateOf(stream, 1)).toEqual(text('inspection.forwardUnknown'));
  expect(stateOf(stream, 2)).toEqual(text('inspection.forwarded', { sent: 20, lost: 0 }));
  // Whoever opens the port later is sent what comes from then on.
  const late = await boundSocket(dead.port);
  const heard = once(late, 'message');
  vehicle.send(packet(99), port, '127.0.0.1');
  expect((await heard)[0]).toEqual(packet(99));
});

it('sends nothing to one who sends to us, and says why', async () => {
  const there = await receiver();
  const router = await receiver();
  const { stream, port, lines } = await station([router.at, there.at]);
  for (let seq = 0; seq < 5; seq++) router.socket.send(packet(seq), port, '127.0.0.1');
  await expect.poll(() => there.heard.length).toBe(5);
  expect(router.heard).toEqual([]);
  expect(stateOf(stream, 0)).toEqual(text('inspection.forwardLoop'));
  expect(lines.filter((line) => line.includes('who sends to us'))).toHaveLength(1);
});

it('sends nothing to its own port', async () => {
  const port = await freeUdpPort();
  const there = await receiver();
  const { stream } = await station([{ address: '127.0.0.1', port }, there.at], port);
  const vehicle = await boundSocket();
  vehicle.send(packet(1), port, '127.0.0.1');
  await expect.poll(() => there.heard.length).toBe(1);
  expect(stateOf(stream, 0)).toEqual(text('inspection.forwardLoop'));
});

it('makes no more of a packet in a circle of three', async () => {
  const ports = [await freeUdpPort(), await freeUdpPort(), await freeUdpPort()];
  const outside = await receiver();
  const stations = [];
  for (const [at, port] of ports.entries()) {
    const next = { address: '127.0.0.1', port: ports[(at + 1) % 3] ?? 0 };
    stations.push(await station(at === 0 ? [next, outside.at] : [next], port));
  }
  const vehicle = await boundSocket();
  vehicle.send(packet(1), ports[0] ?? 0, '127.0.0.1');
  const [first] = stations;
  // The circle is closed: the packet came back to where it began.
  const again = { label: text('inspection.forwardAgain'), value: text('inspection.packets', { n: 1 }) };
  await expect.poll(() => forwarding(first?.stream)?.rows).toContainEqual(again);
  vehicle.send(packet(2), ports[0] ?? 0, '127.0.0.1');
  await expect.poll(() => outside.heard).toEqual([packet(1).toString('hex'), packet(2).toString('hex')]);
});

it('forwards nothing where nothing is said', async () => {
  const { stream } = await station([]);
  expect(forwarding(stream)).toBeUndefined();
  // Where they go is for those who may see addresses.
  expect(stream.inspect({ seesAddresses: true })).not.toEqual([]);
});
