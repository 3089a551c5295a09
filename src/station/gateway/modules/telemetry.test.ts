import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Stream } from '../../hub/stream';
import { createLog } from '../../log';
import { Station } from '../../station';
import { startGateway } from '../gateway';

let station: Station;
let stream: Stream;
let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeEach(async () => {
  station = new Station({ log: createLog('error', () => undefined), version: '1' });
  stream = station.hub.add({ id: 'mavlink+udp://a:1', name: 'Rover', kind: 'push', video: '', telemetry: '' });
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere' });
});
afterEach(async () => {
  await gateway.close();
  await station.close();
});

const at = (path: string) => new URL(path, gateway.url);
const ROUTE = `/api/streams/${encodeURIComponent('mavlink+udp://a:1')}/telemetry`;

it('Telemetry of a stream is its newest values, when they came, and nothing that is unknown', async () => {
  expect(await (await fetch(at(ROUTE))).json()).toEqual({ stream: 'mavlink+udp://a:1', values: {} });
  stream.publishTelemetry({ mode: 'Loiter', batteryPercent: 40 });
  expect(await (await fetch(at(ROUTE))).json()).toEqual({
    stream: 'mavlink+udp://a:1',
    receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    ageMs: expect.any(Number),
    values: { mode: 'Loiter', batteryPercent: 40 },
  });
  expect((await fetch(at('/api/streams/none/telemetry'))).status).toBe(404);
  expect((await fetch(at('/api/streams/none/telemetry/events'))).status).toBe(404);
  expect(stream.wanted).toBe(false);
});

it('Telemetry comes by server-sent events while the stream is held, and no longer', async () => {
  const leave = new AbortController();
  const answer = await fetch(at(`${ROUTE}/events`), { signal: leave.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  await vi.waitUntil(() => stream.wanted);
  expect(stream.taken).toBe('nothing');
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  const until = async (found: RegExp) => {
    while (!found.test(read)) read += (await reader.read()).value ?? '';
  };
  stream.publishTelemetry({ altitudeM: 1 });
  await until(/data: .*"values":\{"altitudeM":1\}\}\n\n/);
  stream.publishTelemetry({ altitudeM: 2 });
  await until(/data: .*"values":\{"altitudeM":2\}\}\n\n/);
  leave.abort();
  await vi.waitUntil(() => !stream.wanted);
});

it('Telemetry comes over a WebSocket, of the stream that is named or of the first', async () => {
  stream.publishTelemetry({ altitudeM: 1 });
  for (const query of ['', '?id=Rover']) {
    const socket = new WebSocket(at(`/ws/telemetry${query}`).href.replace('http', 'ws'));
    const [first] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(first.toString())).toMatchObject({ stream: 'mavlink+udp://a:1', values: { altitudeM: 1 } });
    socket.close();
    await vi.waitUntil(() => !stream.wanted);
  }
});

it('Telemetry is told fifty clients of one address at a time, and who leaves makes room', async () => {
  const clients = Array.from({ length: 50 }, () => new AbortController());
  const follow = (leave: AbortController) => fetch(at(`${ROUTE}/events`), { signal: leave.signal });
  for (const each of clients) expect((await follow(each)).status).toBe(200);
  expect((await follow(new AbortController())).status).toBe(503);
  clients[0]?.abort();
  const late = new AbortController();
  await vi.waitFor(async () => expect((await follow(late)).status).toBe(200));
  for (const each of [...clients, late]) each.abort();
  await vi.waitUntil(() => !stream.wanted);
});
