import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeMessage } from '#core/protocols/mavlink/encode';
import { readMessage } from '#core/protocols/mavlink/messages/table';
import { PacketParser } from '#core/protocols/mavlink/packet-parser';
import { english } from '#core/texts/english';
import { makeIdentity } from '../../gateway/tls/certificate';
import { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import type { MavlinkSimulatorOptions } from '../../simulators/mavlink/options';
import { runMavlinkSimulator } from '../../simulators/mavlink/simulator';
import type { MavlinkSettings } from '../source';
import { SourceList, type SourceListOptions } from '../source-list';
import { openVehicleChoices } from './vehicle-choices';

const DEMO_FLIGHT = path.resolve(import.meta.dirname, '../../../../resources/demo-flight');
const LOG = createLog('error', () => undefined);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function listOf(more: Partial<SourceListOptions> = {}): SourceList {
  const sources = new SourceList({ hub: new Hub(), log: LOG, showDamaged: false, ...more });
  ends.push(() => sources.close());
  return sources;
}

function added(sources: SourceList, url: string): Stream {
  const stream = sources.add(url);
  if (!stream.ok) throw new Error(JSON.stringify(stream.message));
  return stream.value;
}

function open(url: string, mavlink?: MavlinkSettings): Stream {
  return added(listOf(mavlink && { mavlink }), url);
}

async function fly(options: Partial<MavlinkSimulatorOptions>) {
  const simulator = await runMavlinkSimulator({ vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, ...options });
  ends.push(() => simulator.close());
  return simulator;
}

/** A UDP port of this machine that is free. */
async function freePort(): Promise<number> {
  const socket = await boundSocket();
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function keyFile(text: string, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mavlink-key-'));
  ends.push(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'key');
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

const telemetry = (stream: Stream) => stream.lastTelemetry?.values ?? {};
const KEY = '42'.repeat(32);

it('takes a vehicle’s telemetry over UDP, through noise and losses, and not its gimbal’s', async () => {
  const port = await freePort();
  const stream = open(`mavlink+udp://127.0.0.1:${port}`);
  expect(stream.info).toMatchObject({ kind: 'mavlink', video: '', telemetry: `udp 127.0.0.1:${port}` });
  await fly({ udp: { address: '127.0.0.1', port }, noise: true, loss: 20, gimbal: true, secondVehicle: true });
  await expect
    .poll(() => telemetry(stream), { timeout: 20_000 })
    .toMatchObject({
      armed: true,
      rollDeg: expect.any(Number),
      latitudeDeg: expect.closeTo(48.285, 2),
      altitudeM: expect.any(Number),
      satellites: 14,
      hdop: expect.closeTo(0.7),
      batteryV: expect.any(Number),
      rcChannelsUs: expect.any(Array),
    });
  // The gimbal looks 45° down, which the vehicle never does.
  expect(telemetry(stream).pitchDeg).toBeGreaterThan(-40);
  expect(Object.keys(stream.links)).toEqual(['telemetry']);
});

it('takes it over TCP', async () => {
  const { tcpPort } = await fly({ vehicle: 'plane', tcp: 0, noise: true });
  const stream = open(`mavlink+tcp://127.0.0.1:${tcpPort}?system=1`);
  await expect
    .poll(() => telemetry(stream), { timeout: 20_000 })
    .toMatchObject({ armed: true, yawDeg: expect.any(Number) });
});

describe('over WebSockets', () => {
  async function bridge(talk: (socket: WebSocket, url: string) => void, port = 0) {
    const server = new WebSocketServer({ host: '127.0.0.1', port });
    server.on('connection', (socket, request) => talk(socket, request.url ?? ''));
    await once(server, 'listening');
    const close = () => {
      for (const client of server.clients) client.terminate();
      server.close();
    };
    ends.push(close);
    return { port: (server.address() as net.AddressInfo).port, close };
  }

  /** Gives what a vehicle sends over TCP, in pieces of whatever size. */
  const proxyOf = (tcpPort: number, heard: string[]) => (socket: WebSocket, url: string) => {
    heard.push(url);
    const vehicle = net.connect(tcpPort, '127.0.0.1', () => undefined);
    vehicle.on('data', (bytes) => {
      for (let at = 0; at < bytes.length; at += 37) socket.send(bytes.subarray(at, at + 37));
    });
    vehicle.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Buffer) vehicle.write(data);
    });
    socket.on('close', () => vehicle.destroy());
  };

  it('takes bytes in any pieces, sends heartbeats, and comes back by itself', async () => {
    const { tcpPort = 0 } = await fly({ tcp: 0, noise: true });
    const heard: string[] = [];
    const first = await bridge(proxyOf(tcpPort, heard));
    const stream = open(`mavlink+ws://127.0.0.1:${first.port}/rover?room=7`);
    expect(stream.info).toMatchObject({ video: '', telemetry: `ws 127.0.0.1:${first.port}/rover` });
    await expect.poll(() => telemetry(stream), { timeout: 20_000 }).toMatchObject({ armed: true });
    expect(heard).toEqual(['/rover?room=7']);
    first.close();
    await expect.poll(() => stream.links.telemetry).toMatchObject({ state: 'failed' });
    const sent: string[] = [];
    const parser = new PacketParser({
      packet: (packet) => sent.push(readMessage(packet)?.name ?? ''),
      unknown: () => undefined,
    });
    await bridge((socket, url) => {
      proxyOf(tcpPort, heard)(socket, url);
      socket.on('message', (data) => data instanceof Buffer && parser.push(data));
    }, first.port);
    await expect.poll(() => sent, { timeout: 20_000 }).toContain('HEARTBEAT');
    await expect.poll(() => stream.links.telemetry, { timeout: 20_000 }).toMatchObject({ state: 'open' });
  });

  it('says so where a bridge sends words in place of bytes', async () => {
    const { port } = await bridge((socket) => socket.send('{"message":{"type":"HEARTBEAT"}}'));
    const stream = open(`mavlink+ws://127.0.0.1:${port}`);
    const failure = { cause: 'protocol', detail: expect.stringContaining('text') };
    await expect.poll(() => stream.links.telemetry).toMatchObject({ state: 'failed', failure });
  });

  it('gives a user and a password, which no message has', async () => {
    const heard: (string | undefined)[] = [];
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      verifyClient: ({ req }: { req: IncomingMessage }) => {
        heard.push(req.headers.authorization);
        return false;
      },
    });
    await once(server, 'listening');
    ends.push(() => server.close());
    const { port } = server.address() as net.AddressInfo;
    const vehicle = encodeURIComponent(`mavlink+ws://ann:s3cret@127.0.0.1:${port}`);
    const stream = open(`pi://127.0.0.1:9?telemetry=9&vehicle=${vehicle}`);
    await expect.poll(() => stream.links.telemetry).toMatchObject({ failure: { cause: 'unauthorised' } });
    expect(heard[0]).toBe(`Basic ${Buffer.from('ann:s3cret').toString('base64')}`);
    expect(JSON.stringify([stream.links, stream.info])).not.toMatch(/ann|s3cret/);
  });

  it('takes them over TLS from a server that is trusted alone', async () => {
    const stream = open('mavlink+wss://127.0.0.1:9/rover');
    expect(stream.info.telemetry).toBe('wss 127.0.0.1:9/rover');
    const server = https.createServer(makeIdentity(['127.0.0.1']));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => server.close());
    const other = open(`mavlink+wss://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
    const failure = { detail: expect.stringMatching(/SELF_SIGNED|CERT/) };
    await expect.poll(() => other.links.telemetry).toMatchObject({ state: 'failed', failure });
  });
});

it('takes only what is signed with its key, from a file that others cannot read', async () => {
  const { tcpPort } = await fly({ tcp: 0, key: new Uint8Array(32).fill(0x42) });
  const { tcpPort: unsigned } = await fly({ tcp: 0 });
  const settings = { keyFile: await keyFile(`${KEY}\n`), silent: false };
  const stream = open(`mavlink+tcp://127.0.0.1:${tcpPort}`, settings);
  const forged = open(`mavlink+tcp://127.0.0.1:${unsigned}`, settings);
  await expect.poll(() => telemetry(stream), { timeout: 20_000 }).toMatchObject({ armed: true });
  expect(forged.lastTelemetry).toBeUndefined();
});

it.each([
  ['is readable by others', KEY, 0o644, 'chmod 600'],
  ['is no key', 'secret', 0o600, '64 hexadecimal digits'],
])('says what is wrong with a key that %s', async (_, text, mode, said) => {
  const file = await keyFile(text, mode);
  const stream = open('mavlink+tcp://127.0.0.1:9', { keyFile: file, silent: false });
  const failure = { cause: 'unauthorised', detail: expect.stringContaining(said) };
  await expect.poll(() => stream.links.telemetry).toMatchObject({ state: 'failed', failure });
  expect(JSON.stringify(stream.links)).not.toContain(text);
});

it('sends heartbeats and requests for rates to those it heard, and to whom it is told first', async () => {
  const router = await boundSocket();
  ends.push(() => router.close());
  const heard: string[] = [];
  const parser = new PacketParser({
    packet: (packet) => heard.push(readMessage(packet)?.name ?? ''),
    unknown: () => undefined,
  });
  router.on('message', (datagram) => parser.push(datagram));
  const port = await freePort();
  open(`mavlink+udp://127.0.0.1:${port}?to=127.0.0.1:${router.address().port}`);
  await expect.poll(() => heard).toContain('HEARTBEAT');
  // A vehicle that sends too little is asked for more, and for nothing else.
  const from = { version: 2, system: 1, component: 1, seq: 0 } as const;
  const heartbeat = encodeMessage('HEARTBEAT', { type: 2, autopilot: 3, base_mode: 1 }, from);
  const timer = setInterval(() => router.send(heartbeat, port, '127.0.0.1'), 100);
  ends.push(() => clearInterval(timer));
  await expect.poll(() => heard, { timeout: 20_000 }).toContain('COMMAND_LONG');
  expect([...new Set(heard)].sort()).toEqual(['COMMAND_LONG', 'HEARTBEAT']);
});

it.each(['?silent=1', ''])('sends nothing where it is to be silent (%s)', async (query) => {
  const received: Buffer[] = [];
  const server = net.createServer((socket) => {
    socket.on('data', (bytes) => received.push(bytes)).on('error', () => undefined);
    const send = () =>
      socket.write(
        encodeMessage('HEARTBEAT', { type: 2, autopilot: 3 }, { version: 1, system: 1, component: 1, seq: 0 }),
      );
    const timer = setInterval(send, 50);
    socket.on('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  const stream = open(`mavlink+tcp://127.0.0.1:${port}${query}`, { silent: query === '' });
  await expect
    .poll(() => stream.links.telemetry, { timeout: 20_000 })
    .toMatchObject({ lastDataUs: expect.any(Number) });
  expect(received).toEqual([]);
});

it('is the telemetry of a camera, which then leaves its own alone', async () => {
  const port = await freePort();
  const { videoPort } = await fly({ udp: { address: '127.0.0.1', port }, videoPort: 0 });
  const vehicle = encodeURIComponent(`mavlink+udp://127.0.0.1:${port}`);
  const stream = open(`pi://127.0.0.1:${videoPort}?telemetry=9&vehicle=${vehicle}`);
  expect(stream.info).toMatchObject({
    kind: 'pi',
    video: `127.0.0.1:${videoPort}`,
    telemetry: `udp 127.0.0.1:${port}`,
  });
  await expect.poll(() => telemetry(stream), { timeout: 20_000 }).toMatchObject({ armed: true });
  await expect
    .poll(() => stream.links, { timeout: 20_000 })
    .toMatchObject({ video: { state: 'open' }, telemetry: { state: 'open' } });
});

it('says so where another program has the port', async () => {
  const other = await boundSocket();
  ends.push(() => other.close());
  const stream = open(`mavlink+udp://127.0.0.1:${other.address().port}`);
  const failure = { detail: expect.stringContaining('EADDRINUSE') };
  await expect.poll(() => stream.links.telemetry).toMatchObject({ state: 'failed', failure });
});

it('tells who is on its link, shows the one that a person chooses, and keeps that over restarts and for no other source', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mavlink-choices-'));
  ends.push(() => rm(folder, { recursive: true }));
  const restarted = () => listOf({ choices: openVehicleChoices(path.join(folder, 'vehicles.json'), LOG) });
  const { tcpPort } = await fly({ tcp: 0, secondVehicle: true });
  const url = `mavlink+tcp://127.0.0.1:${tcpPort}`;
  const [first, second] = [1, 2].map((system) => ({ system, kind: 'Quadrotor, ArduPilot' }));
  const patiently = { timeout: 20_000 };

  const sources = restarted();
  const stream = added(sources, url);
  const { id } = stream.info;
  await expect.poll(() => stream.info.heard, patiently).toEqual({ vehicles: [first, second], shown: 1 });
  expect(sources.chooseVehicle('another', 2)).toBe(false);
  expect(sources.chooseVehicle(id, 2)).toBe(true);
  expect(stream.info.heard).toEqual({ vehicles: [second, first], shown: 2, by: 'person' });
  // The second one keeps 0.0005° north of the first.
  await expect.poll(() => telemetry(stream).latitudeDeg, patiently).toBeGreaterThan(48.2853);
  await sources.close();

  const again = restarted();
  const fixed = added(again, `${url}?system=1`);
  const kept = added(again, `${url}?name=renamed`);
  await expect.poll(() => kept.info.heard, patiently).toMatchObject({ shown: 2, by: 'person' });
  await expect.poll(() => fixed.info.heard, patiently).toMatchObject({ shown: 1, by: 'address' });
  again.chooseVehicle(fixed.info.id, 2);
  expect(fixed.info.heard).toMatchObject({ shown: 1, by: 'address' });
  again.chooseVehicle(kept.info.id, undefined);
  expect(kept.info.heard).toMatchObject({ shown: expect.any(Number) });
  expect(kept.info.heard?.by).toBeUndefined();
});

it('tells what video the vehicle names, takes it in by a person’s click, and gives its secrets to nobody', async () => {
  const videoUri = 'jpeg+ws://me:s3cret@192.0.2.7:5000/ws/viewer/day';
  const { tcpPort } = await fly({ tcp: 0, videoUri });
  const lines: string[] = [];
  const hub = new Hub();
  const sources = listOf({ hub, log: createLog('debug', (line) => lines.push(line)) });
  const stream = added(sources, `mavlink+tcp://127.0.0.1:${tcpPort}`);
  const place = 'jpeg+ws://192.0.2.7:5000/ws/viewer/day';
  const offered = { name: 'Day camera', place, stream: expect.any(String) };
  await expect.poll(() => stream.info.offers, { timeout: 20_000 }).toEqual([offered]);
  const said = stream.inspect({ seesAddresses: false }).flatMap(({ rows }) => rows.map(({ value }) => english(value)));
  expect(said).toEqual(expect.arrayContaining([place, 'Groundglass Demo']));
  const { id } = stream.info;
  expect(sources.takeOffer(id, videoUri)).toMatchObject({ ok: false });
  expect(sources.takeOffer('another', place)).toMatchObject({ ok: false });
  expect(sources.takeOffer(id, place)).toMatchObject({ ok: true });
  expect(hub.list().map(({ info }) => info.id)).toEqual([id, stream.info.offers?.[0]?.stream]);
  const shown = JSON.stringify([lines, said, hub.list().map(({ info }) => info), sources.takeOffer(id, place)]);
  expect(shown).not.toContain('s3cret');
});

it('offers nothing of this machine, and lists it for who looks', async () => {
  const { tcpPort } = await fly({ tcp: 0, videoUri: 'rtsp://127.0.0.1:8554/x' });
  const stream = open(`mavlink+tcp://127.0.0.1:${tcpPort}`);
  const advice = () =>
    stream.inspect({ seesAddresses: false }).flatMap((section) => section.advice.map((sentence) => english(sentence)));
  await expect.poll(advice, { timeout: 20_000 }).toEqual([expect.stringContaining('is not followed')]);
  await expect.poll(() => stream.info.heard).toBeDefined();
  expect(stream.info.offers).toBeUndefined();
});
