import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readVector } from '#core/protocols/jt1078/fixtures/camera';
import { openTestStation } from '../../../fixtures/test-station';
import { type Gateway, startGateway } from '../../../gateway/gateway';
import { videoSocket } from '../../../gateway/modules/video-socket';
import { sendOverTcp, sendOverUdp, TestTerminal } from '../../../sources/accept/jt/fixtures/test-terminal';
import type { JtServer } from '../../../sources/accept/jt/jt-server';
import type { Station } from '../../../station';
import { vehiclesModule } from '.';

const PHONE = '012345678999';
const camera = readVector('jt1078-camera');

let station: Station;
let gateway: Gateway;
let server: JtServer;
let terminal: TestTerminal;
let closers: (() => unknown)[];

beforeEach(async () => {
  closers = [];
  station = openTestStation({
    dashCams: {
      options: { listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0, listed: [], acceptsNew: true },
      opened: (opened) => {
        server = opened;
      },
    },
  });
  const modules = [videoSocket(), vehiclesModule];
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere', modules });
  await station.listen();
  terminal = new TestTerminal(server.tcpPort, PHONE);
  await terminal.comes(2);
  await vi.waitFor(() => expect(station.hub.get(`${PHONE}_2`)).toBeDefined());
});

afterEach(async () => {
  for (const close of closers) close();
  terminal.close();
  await server.close();
  await gateway.close();
  await station.close();
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(new URL(path, gateway.url), {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

async function sends(port: number): Promise<void> {
  const socket = await sendOverTcp(port, new Uint8Array(Buffer.concat(camera)));
  closers.push(() => socket.destroy());
}

/** A client of the subscribe dialect, and the frames that it got. */
async function subscriber(vehicleId: string, channel: number) {
  const socket = new WebSocket(new URL('/ws/video', gateway.url.replace('http', 'ws')));
  closers.push(() => socket.terminate());
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', vehicleId, channel }));
  return { socket, messages, frames: () => messages.filter(({ type }) => type === 'frame') };
}

describe('the list of vehicles', () => {
  it('has each with what it is and where, and its cameras', async () => {
    const body = {
      alarmFlag: 2,
      status: 3,
      latitude: 22_500_000,
      longitude: 114_100_000,
      altitude: 40,
      speed: 360,
      direction: 90,
      time: '240102030405',
      additional: [],
    };
    terminal.say({ kind: 'location', body });
    await vi.waitFor(async () => {
      expect((await call('GET', '/api/vehicles')).body.vehicles[0]).toMatchObject({ latitudeDeg: 22.5 });
    });
    const { vehicles } = (await call('GET', '/api/vehicles')).body;
    expect(vehicles).toMatchObject([
      {
        sim: PHONE,
        plate: '粤B12345',
        model: 'GG TEST',
        online: true,
        groundSpeedMps: 10,
        headingDeg: 90,
        alarms: ['Overspeed'],
        channels: [
          { channel: 1, stream: `${PHONE}_1`, streaming: false },
          { channel: 2, stream: `${PHONE}_2`, streaming: false },
        ],
      },
    ]);
    expect((await call('GET', '/api/vehicles/12345678999')).body).toEqual(vehicles[0]);
    expect((await call('GET', '/api/vehicles/1')).status).toBe(404);
  });

  it('keeps one that has gone, and says so', async () => {
    terminal.close();
    await vi.waitFor(async () => {
      expect((await call('GET', `/api/vehicles/${PHONE}`)).body).toMatchObject({ online: false });
    });
    expect((await call('GET', `/api/vehicles/${PHONE}/recordings`)).status).toBe(409);
  });

  it('is that of old, too: connected though nobody watches', async () => {
    expect((await call('GET', '/api/vehicles/connected')).body).toMatchObject([
      { id: PHONE, phone: PHONE, channels: [{ logicalChannel: 1 }, { logicalChannel: 2 }], activeStreams: [] },
    ]);
  });
});

describe('a client that subscribes by phone and channel', () => {
  it.each(['tcp', 'udp'] as const)('gets a camera’s pictures that come over %s', async (transport) => {
    // People leave the zeros out, and are answered in kind.
    const asked = '12345678999';
    const { messages, frames } = await subscriber(asked, 1);
    const request = await terminal.next('liveRequest');
    if (transport === 'tcp') await sends(request.tcpPort);
    else closers.push(await sendOverUdp(request.udpPort, camera).then((socket) => () => socket.close()));
    await vi.waitFor(() => expect(frames()).toHaveLength(270));
    expect(messages[0]).toMatchObject({ type: 'subscribed', channel: 1 });
    expect(frames()[0]).toMatchObject({ vehicleId: asked, channel: 1, isIFrame: true });
    expect(frames().filter(({ isIFrame }) => isIFrame)).toHaveLength(6);
    expect((await call('GET', '/api/stream/stats')).body).toMatchObject({ [`${PHONE}_1`]: { subscribers: 1 } });
    expect((await call('GET', '/api/vehicles/connected')).body).toMatchObject([{ activeStreams: [1] }]);
  });
});

describe('what a camera has recorded', () => {
  const recording = {
    channel: 1,
    startTime: '240102080000',
    endTime: '240102080500',
    alarmFlag: 0n,
    mediaType: 0,
    streamType: 1,
    memoryType: 1,
    fileSize: 5_000_000,
  };
  const span = { from: '2024-01-02T00:00:00Z', to: '2024-01-02T00:05:00Z' };

  it('is listed by camera and time, which the terminal has as those of Beijing', async () => {
    const listed = call('GET', `/api/vehicles/${PHONE}/recordings?channel=1&from=${span.from}&to=${span.to}`);
    const question = await terminal.next('queryRecordings');
    expect(question).toMatchObject({ channel: 1, startTime: '240102080000', endTime: '240102080500' });
    terminal.say({ kind: 'recordings', body: { responseSerial: question.serial, recordings: [recording] } });
    expect((await listed).body).toEqual({
      recordings: [
        {
          channel: 1,
          fromMs: Date.parse(span.from),
          toMs: Date.parse(span.to),
          bytes: 5_000_000,
          media: 'audio and video',
          stream: 'main',
        },
      ],
    });
  });

  it('is listed however many parts the answer has', async () => {
    const listed = call('GET', `/api/vehicles/${PHONE}/recordings`);
    const { serial } = await terminal.next('queryRecordings');
    const recordings = Array.from({ length: 300 }, () => recording);
    terminal.say({ kind: 'terminalResponse', body: { responseSerial: serial, responseId: 0x9205, result: 0 } });
    terminal.say({ kind: 'recordings', body: { responseSerial: serial, recordings } });
    expect((await listed).body.recordings).toHaveLength(300);
  });

  it('plays as a stream, pauses, seeks, changes its speed and ends', async () => {
    const at = `/api/vehicles/${PHONE}/playback`;
    const started = call('POST', at, { channel: 1, ...span });
    const request = await terminal.next('playbackRequest');
    expect(request).toMatchObject({ channel: 1, startTime: '240102080000', tcpPort: server.playbackPort });
    terminal.say({ kind: 'terminalResponse', body: { responseSerial: request.serial, responseId: 0x9201, result: 0 } });
    expect(await started).toEqual({ status: 201, body: { stream: `${PHONE}_1_playback` } });
    const { frames } = await subscriber(`${PHONE}_1_playback`, 1);
    await sends(request.tcpPort);
    await vi.waitFor(() => expect(frames()).toHaveLength(270));
    // The live camera was not asked for.
    expect(station.hub.get(`${PHONE}_1`)?.statistics().pictures).toBe(0);

    const orders = [
      [{ command: 'pause' }, { command: 1 }],
      [{ command: 'resume' }, { command: 0 }],
      [
        { command: 'speed', speed: 4 },
        { command: 3, speed: 3 },
      ],
      [
        { command: 'seek', to: '2024-01-02T00:02:00Z' },
        { command: 5, position: '240102080200' },
      ],
    ];
    for (const [order, told] of orders) {
      expect((await call('PATCH', `${at}/1`, order)).status).toBe(200);
      expect(await terminal.next('playbackControl')).toMatchObject({ channel: 1, ...told });
    }
    expect((await call('DELETE', `${at}/1`)).status).toBe(200);
    expect(await terminal.next('playbackControl')).toMatchObject({ command: 2 });
    expect(station.hub.get(`${PHONE}_1_playback`)).toBeUndefined();
    expect((await call('PATCH', `${at}/1`, { command: 'pause' })).status).toBe(404);
  });

  it('is not played where the terminal refuses, or the times make no sense', async () => {
    const at = `/api/vehicles/${PHONE}/playback`;
    const started = call('POST', at, { channel: 1, ...span });
    const { serial } = await terminal.next('playbackRequest');
    terminal.say({ kind: 'terminalResponse', body: { responseSerial: serial, responseId: 0x9201, result: 1 } });
    expect((await started).status).toBe(409);
    expect(station.hub.get(`${PHONE}_1_playback`)).toBeUndefined();
    expect((await call('POST', at, { channel: 1, from: span.to, to: span.from })).status).toBe(400);
    expect((await call('POST', at, { channel: 1, from: 'yesterday', to: span.to })).status).toBe(400);
  });
});
