import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { HostTime } from '#core/media/host-time';
import { writePiFrame } from '#core/protocols/pi-websocket/messages';
import { english } from '#core/texts/english';
import { startGateway } from '../../gateway/gateway';
import { jpegModule } from '../../gateway/modules/jpeg';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { Station } from '../../station';
import { numberedJpegs, numberIn } from '../../transcode/fixtures/numbered';

let jpegs: Buffer[];
beforeAll(() => {
  jpegs = numberedJpegs(10).map((jpeg) => Buffer.from(jpeg));
});

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A WebSocket server; `talk` gets each connection. */
async function server(talk: (socket: WebSocket, path: string) => void): Promise<number> {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  sockets.on('connection', (socket, request) => talk(socket, request.url ?? ''));
  await once(sockets, 'listening');
  closing.push(() => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  });
  return (sockets.address() as AddressInfo).port;
}

function station(): Station {
  const made = new Station({ log: createLog('error', () => undefined), version: '0' });
  closing.push(() => made.close());
  return made;
}

/** The stream of a source's URL, and its pictures so far. */
function follow(url: string) {
  const added = station().sources.add(url);
  if (!added.ok) throw new Error(english(added.message));
  const stream = added.value;
  const pictures: AccessUnit[] = [];
  stream.subscribe({ picture: (unit) => pictures.push(unit) });
  return { stream, pictures };
}

const failureOf = ({ links: { video } }: Stream) => (video?.state === 'failed' ? video.failure.detail : undefined);
const base64Frame = (jpeg: Buffer) =>
  JSON.stringify({
    type: 'frame',
    data: { stream_id: 'x', timestamp: 1, frame: jpeg.toString('base64'), frame_number: 1, quality: 'low' },
  });

it('A host that sends a message of more than 16 MiB is let go of', async () => {
  const closed: number[] = [];
  const port = await server((socket) => {
    socket.on('close', (code) => closed.push(code));
    socket.send(Buffer.alloc(16 * 1024 * 1024 + 1));
  });
  follow(`jpeg+ws://127.0.0.1:${port}/a`);
  await vi.waitFor(() => expect(closed[0]).toBe(1009), { timeout: 60_000 });
});

describe('jpeg+ws://', () => {
  it('joins a server of the original, which knows base64 alone', async () => {
    const paths: string[] = [];
    const port = await server((socket, path) => {
      paths.push(path);
      socket.send('{"type":"stream_info","data":{"stream_id":"cam"}}');
      for (const jpeg of jpegs) socket.send(base64Frame(jpeg));
    });
    const { stream, pictures } = follow(`jpeg+ws://127.0.0.1:${port}/ws/viewer/cam?quality=low`);
    await vi.waitUntil(() => pictures.length === jpegs.length);
    expect(pictures.map(({ data }) => numberIn(data))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(pictures.every(({ key, codec }) => key && codec === 'jpeg')).toBe(true);
    expect(paths).toEqual(['/ws/viewer/cam?binary=1&quality=low']);
    expect(stream.format).toBe('JPEG 640x480');
    expect(stream.info).toMatchObject({ kind: 'jpeg', telemetry: '' });
  });

  it.each(['/ws/viewer/cam', '/ws/stream/cam'])('joins another station at %s', async (path) => {
    const first = station();
    const listen = { address: '127.0.0.1', port: 0 };
    const gateway = await startGateway({ station: first, listen, viewerRoot: '/nowhere', modules: [jpegModule] });
    closing.push(() => gateway.close());
    const cam = first.hub.add({ id: 'cam', name: 'cam', kind: 'jpeg', video: '', telemetry: '' });
    const { pictures } = follow(`jpeg+ws://${new URL(gateway.url).host}${path}`);
    await vi.waitUntil(() => cam.wanted);
    cam.publish({ data: jpegs[7] ?? new Uint8Array(), key: true, codec: 'jpeg', receiveUs: 0 });
    await vi.waitUntil(() => pictures.length === 1);
    expect(numberIn(pictures[0]?.data ?? new Uint8Array())).toBe(7);
  });

  it('counts what is no picture, and goes on', async () => {
    const port = await server((socket) => {
      socket.send('noise');
      socket.send(Buffer.from('noise'));
      socket.send(base64Frame(Buffer.from('noise')));
      socket.send((jpegs[0] ?? Buffer.alloc(0)).subarray(0, 100));
      socket.send(jpegs[1] ?? '');
    });
    const { stream, pictures } = follow(`jpeg+ws://127.0.0.1:${port}/ws/viewer/cam`);
    await vi.waitUntil(() => pictures.length === 1);
    expect(stream.statistics().faults).toBe(4);
  });

  it('comes back by itself, and says why it was sent away', async () => {
    let connections = 0;
    const port = await server((socket) => {
      connections++;
      if (connections === 1) socket.close(1000, 'Stream not found');
      else socket.send(jpegs[2] ?? '');
    });
    const { stream, pictures } = follow(`jpeg+ws://127.0.0.1:${port}/ws/viewer/none`);
    await vi.waitUntil(() => failureOf(stream)?.includes('Stream not found'));
    await vi.waitUntil(() => pictures.length === 1);
  });

  it('says that nobody is there', async () => {
    const { stream } = follow('jpeg+ws://127.0.0.1:1/ws/viewer/cam');
    await vi.waitUntil(() => failureOf(stream) === 'ECONNREFUSED 127.0.0.1:1');
  });
});

describe('pi+ws://', () => {
  it('takes pictures with the times they were taken at, and telemetry', async () => {
    const hostAhead = 1e9;
    const nowS = () => Date.now() / 1000 + hostAhead;
    const telemetryPort = await server((socket) => {
      const timer = setInterval(() => socket.send(JSON.stringify({ roll: 5, yaw: -90, server_time: nowS() })), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const cameraPort = await server((socket) => {
      const timer = setInterval(() => socket.send(writePiFrame(nowS() - 0.25, jpegs[3] ?? new Uint8Array())), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const { stream, pictures } = follow(`pi+ws://127.0.0.1:${cameraPort}?telemetry=${telemetryPort}`);
    await vi.waitUntil(() => pictures.at(-1)?.captureUs !== undefined);
    const last = pictures.at(-1);
    expect(numberIn(last?.data ?? new Uint8Array())).toBe(3);
    expect(((last?.receiveUs ?? 0) - (last?.captureUs ?? 0)) / 1e6).toBeCloseTo(0.25, 0);
    expect(stream.lastTelemetry?.values).toMatchObject({ rollDeg: 5, yawDeg: -90 });
    expect(stream.info).toMatchObject({ kind: 'pi', telemetry: `127.0.0.1:${telemetryPort}` });
  });

  it('tells the host’s own words when its camera cannot be had, and lives on with telemetry alone', async () => {
    const telemetryPort = await server((socket) => socket.send('{"roll": NaN, "pitch": 3}'));
    const cameraPort = await server((socket) => {
      socket.send('{"type":"error","message":"Camera is in use"}');
      socket.close();
    });
    const { stream } = follow(`pi+ws://127.0.0.1:${cameraPort}?telemetry=${telemetryPort}`);
    await vi.waitUntil(() => failureOf(stream)?.includes('Camera is in use'));
    await vi.waitUntil(() => stream.lastTelemetry?.values.pitchDeg === 3);
    expect(stream.links.telemetry?.state).toBe('open');
  });
});

describe('a host’s clock', () => {
  it('is related by the quickest message', () => {
    const clock = new HostTime();
    expect(clock.toStation(0, 0)).toBeUndefined();
    clock.heard(1000, 51_000);
    clock.heard(2000, 3000);
    clock.heard(3000, 90_000);
    expect(clock.toStation(2500, 10_000)).toBe(3500);
  });

  it('gives no time after the message that bears it', () => {
    const clock = new HostTime();
    clock.heard(0, 100);
    expect(clock.toStation(1000, 500)).toBeUndefined();
  });

  it('is followed as it drifts', () => {
    const clock = new HostTime();
    clock.heard(0, 0);
    for (let s = 1; s < 60; s++) clock.heard(s * 1e6, s * 1e6 + s * 100);
    expect(clock.toStation(59e6, 60e6)).toBeGreaterThan(59e6 + 3000);
  });
});
