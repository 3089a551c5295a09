import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { verbatim } from '#core/texts/text';
import { HttpFault, jsonReply, type MakeModule, type ReplyStream } from '../extension/gateway-module';
import { createLog } from '../log';
import { Station } from '../station';
import { TokenStore } from './access/token-store';
import { type Gateway, type GatewayOptions, startGateway } from './gateway';
import { metricsModule } from './modules/metrics';

let folder: string;
let station: Station;
let gateway: Gateway;
let port: number;
let logged: string[];
/** The last streamed answer's writer, and whether its client has gone. */
let stream: { out: ReplyStream; signal: AbortSignal };

const about = { summary: 'For tests.', responses: { 200: { description: 'done' } } };
const testModule: MakeModule = () => ({
  http: [
    {
      method: 'POST',
      path: '/echo',
      role: 'viewer',
      about,
      maxBodyBytes: 100,
      handle: async (call) => jsonReply(await call.json(z.object({ n: z.number() }))),
    },
    {
      method: 'POST',
      path: '/large',
      role: 'viewer',
      about,
      handle: async (call) => jsonReply(await call.json(z.looseObject({ n: z.number() }))),
    },
    { method: 'POST', path: '/unread', role: 'viewer', about, handle: () => ({ body: 'done' }) },
    {
      method: 'GET',
      path: '/throws',
      role: 'viewer',
      about,
      handle: () => {
        throw new Error('secret detail');
      },
    },
    {
      method: 'GET',
      path: '/gone',
      role: 'viewer',
      about,
      handle: () => Promise.reject(new HttpFault(410, verbatim('It is gone.'))),
    },
    {
      method: 'GET',
      path: '/stream',
      role: 'viewer',
      about,
      handle: ({ signal }) => ({
        headers: { 'Content-Type': 'text/event-stream' },
        body: (out) => {
          stream = { out, signal };
          out.write('data: 1\n\n');
        },
      }),
    },
  ],
  sockets: [
    { path: '/many', role: 'viewer', accept: (socket) => socket.send('welcome') },
    { path: '/two', role: 'viewer', most: 2, maxMessageBytes: 10, accept: (socket) => socket.send('welcome') },
    {
      path: '/broken/:id',
      role: 'viewer',
      accept: () => {
        throw new Error('broken');
      },
    },
  ],
});

async function open(options: Partial<GatewayOptions> = {}): Promise<void> {
  gateway = await startGateway({
    station,
    listen: { address: '127.0.0.1', port: 0 },
    viewerRoot: folder,
    modules: [testModule, metricsModule],
    ...options,
  });
  port = Number(new URL(gateway.url).port);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-bounds-'));
  await writeFile(path.join(folder, 'index.html'), 'the viewer');
  logged = [];
  station = new Station({ log: createLog('error', (line) => logged.push(line)), version: '1' });
});

afterEach(async () => {
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

async function request(method: string, target: string, body?: string | Buffer, options: http.RequestOptions = {}) {
  const sent = http.request({ port, path: target, method, agent: false, ...options });
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const piece of response) text += piece;
  return { status: response.statusCode, headers: response.headers, body: text };
}

/** Bytes on a bare socket; resolves with all that comes back once the gateway lets go of it. */
async function raw(bytes: string, options: Partial<net.TcpNetConnectOpts> = {}): Promise<string> {
  const socket = net.connect({ port, host: '127.0.0.1', ...options });
  socket.on('error', () => undefined);
  if (bytes !== '') socket.write(bytes);
  let answer = '';
  socket.on('data', (piece) => {
    answer += piece;
  });
  await once(socket, 'close');
  return answer;
}

async function connect(target: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`).on('error', () => undefined);
  const result = await new Promise<string | number | undefined>((resolve) => {
    socket.once('message', (data) => resolve(String(data)));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.once('close', resolve);
  });
  return { socket, result };
}

describe('a route that says nothing of its own', () => {
  it('takes bodies of 64 KiB', async () => {
    await open();
    const headers = { 'Content-Type': 'application/json' };
    const text = (bytes: number) => JSON.stringify({ n: 1, pad: 'x'.repeat(bytes - '{"n":1,"pad":""}'.length) });
    expect((await request('POST', '/large', text(64 * 1024), { headers })).status).toBe(200);
    expect((await request('POST', '/large', text(64 * 1024 + 1), { headers })).status).toBe(413);
  });

  it('has 200 WebSockets at a time, and messages of 64 KiB', async () => {
    await open();
    const sockets = [];
    for (let n = 0; n < 200; n++) sockets.push((await connect('/many')).socket);
    expect((await connect('/many')).result).toBe(503);
    const [first] = sockets;
    const closed = once(first!, 'close');
    first!.send('x'.repeat(64 * 1024));
    first!.send('x'.repeat(64 * 1024 + 1));
    expect((await closed)[0]).toBe(1009);
    expect((await connect('/many')).result).toBe('welcome');
    for (const socket of sockets) socket.terminate();
  });
});

describe('a request', () => {
  it('may bring the body that its route allows, in its shape', async () => {
    await open();
    expect(await request('POST', '/echo', '{"n":1}')).toMatchObject({ status: 200, body: '{"n":1}' });
    expect(await request('POST', '/echo', '{"n":"1"}')).toMatchObject({ status: 400 });
    expect(await request('POST', '/echo', '{')).toMatchObject({
      status: 400,
      body: '{"error":"The body is not JSON.","id":"http.notJson"}',
    });
  });

  it.each([
    ['says so', { headers: { 'Content-Length': 101 } }],
    ['does not say so', { headers: { 'Transfer-Encoding': 'chunked' } }],
  ])('that brings too much and %s is refused', async (_, options) => {
    await open();
    expect(await request('POST', '/echo', ' '.repeat(101), options)).toMatchObject({ status: 413 });
  });

  it('whose body nobody reads is not followed by another on its connection', async () => {
    await open();
    const hidden = 'GET /gone HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const head = `POST /unread HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100000\r\n\r\n`;
    const answer = await raw(head + hidden);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).toContain('Connection: close');
  });

  it('that fails inside says nothing of the inside', async () => {
    await open();
    const answer = await request('GET', '/throws');
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(logged.join()).toContain('secret detail');
    expect(await request('GET', '/gone')).toMatchObject({
      status: 410,
      body: '{"error":"It is gone.","id":"verbatim","params":{"words":"It is gone."}}',
    });
  });

  it('is told which methods there are', async () => {
    await open();
    const answer = await request('DELETE', '/gone');
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'HEAD, GET' } });
  });

  it('with headers that are too long is refused', async () => {
    await open();
    const answer = await raw(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${'x'.repeat(9000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });
});

describe('an answer over time', () => {
  it('comes as it is written, and its writer is told when the client goes', async () => {
    await open();
    const sent = http.get({ port, path: '/stream', agent: false });
    const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
    const [first] = await once(response, 'data');
    expect(String(first)).toBe('data: 1\n\n');
    stream.out.write('data: 2\n\n');
    expect(String((await once(response, 'data'))[0])).toBe('data: 2\n\n');
    const gone = once(stream.signal, 'abort');
    sent.destroy();
    await gone;
    stream.out.write('lost');
    expect(stream.out.backlogBytes).toBe(0);
  });
});

describe('a client that takes its time', () => {
  const times = { headersMs: 200, requestMs: 400, idleMs: 200, checkMs: 50 };

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: localhost\r\n'],
    ['never sends its body', 'POST /echo HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 10\r\n\r\n'],
    ['idles after its request', 'GET /gone HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n'],
  ])('and %s is let go', async (_, bytes) => {
    await open({ times });
    await raw(bytes.replace('PORT', String(port)));
  });

  it('in sending its headers a byte at a time is let go', async () => {
    await open({ times });
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined).resume();
    socket.write('GET / HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('a'), 20);
    await once(socket, 'close');
    clearInterval(drip);
  });
});

describe('connections', () => {
  it('are bounded for each address and in all; this machine’s own are bounded in all', async () => {
    const tokens = new TokenStore(path.join(folder, 'access.json'));
    const { address } =
      Object.values(os.networkInterfaces())
        .flatMap((all) => all ?? [])
        .find(({ internal, family }) => !internal && family === 'IPv4') ?? {};
    const bounds = { most: 3, maxPerAddress: 2, newPerAddress: { burst: 9, perSecond: 9 } };
    await open({ listen: { address: '0.0.0.0', port: 0 }, tokens, bounds });
    const take = async (host: string) => {
      const socket = net.connect({ port, host });
      socket.on('error', () => undefined);
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      const [what] = await Promise.race([
        once(socket, 'data').then(() => ['in' as const]),
        once(socket, 'close').then(() => ['cut' as const]),
      ]);
      return what;
    };
    if (address !== undefined) {
      expect([await take(address), await take(address), await take(address)]).toEqual(['in', 'in', 'cut']);
      expect([await take('127.0.0.1'), await take('127.0.0.1')]).toEqual(['in', 'cut']);
    } else {
      for (let n = 0; n < 3; n++) expect(await take('127.0.0.1')).toBe('in');
      expect(await take('127.0.0.1')).toBe('cut');
    }
  });

  it('of a WebSocket route are bounded, and so are their messages', async () => {
    await open();
    const [one, two] = [await connect('/two'), await connect('/two')];
    expect([one.result, two.result]).toEqual(['welcome', 'welcome']);
    expect((await connect('/two')).result).toBe(503);
    one.socket.send('x'.repeat(11));
    expect((await once(one.socket, 'close'))[0]).toBe(1009);
    expect((await connect('/two')).result).toBe('welcome');
  });

  it('of a WebSocket route that fails are closed with 1011', async () => {
    await open();
    expect((await connect('/broken/a')).result).toBe(1011);
    expect(logged.join()).toContain('/broken/:id: Error: broken');
  });
});

describe('the numbers for Prometheus', () => {
  it('count streams, sockets and answers', async () => {
    await open();
    const rover = station.hub.add({ id: 'pi://a"b', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
    rover.countBytes(42);
    await connect('/two');
    await request('GET', '/gone');
    await connect('/none');
    const { headers, body } = await request('GET', '/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('groundglass_stream_bytes_total{stream="pi://a\\"b",name="Rover"} 42\n');
    expect(body).toContain('groundglass_gateway_websockets{path="/two"} 1\n');
    expect(body).toContain('groundglass_gateway_answers_total{status="410"} 1\n');
    expect(body).toContain('groundglass_gateway_answers_total{status="404"} 1\n');
    expect(body).toMatch(/process_resident_memory_bytes \d{7,}\n/);
    expect(body).toMatch(/nodejs_active_resources\{type="TCPServerWrap"\} [1-9]\d*\n/);
    for (const line of body.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\]|\\.)*"(,[a-z]+="([^"\\]|\\.)*")*\})? \S+)$/,
      );
    }
  });
});

describe('a gateway that ends', () => {
  it('says so to every WebSocket, and waits for nobody', async () => {
    await open();
    const [polite, deaf] = [await connect('/two'), await connect('/two')];
    const half = net.connect({ port, host: '127.0.0.1' });
    half.write('GET / HT');
    await once(half, 'connect');
    const watcher = http.get({ port, path: '/stream', agent: false });
    await once(watcher, 'response');
    watcher.on('error', () => undefined);
    const cut = new Promise((resolve) =>
      half
        .on('error', () => undefined)
        .resume()
        .once('close', resolve),
    );
    deaf.socket.pause();
    const code = once(polite.socket, 'close');
    await gateway.close();
    expect((await code)[0]).toBe(1001);
    await cut;
    if (!stream.signal.aborted) await once(stream.signal, 'abort');
    deaf.socket.terminate();
  });
});
