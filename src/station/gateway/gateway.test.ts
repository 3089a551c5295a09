import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { StationMessage } from '#contracts/link';
import { decodePicture } from '#contracts/picture';
import { english } from '#core/texts/english';
import { createLog } from '../log';
import { Station } from '../station';
import { type Gateway, startGateway } from './gateway';

let folder: string;
let station: Station;
let gateway: Gateway;
let port: number;
let viewers: Viewer[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-gateway-'));
  const viewerRoot = path.join(folder, 'viewer');
  await mkdir(viewerRoot);
  await writeFile(path.join(viewerRoot, 'index.html'), '<!doctype html>the viewer');
  await writeFile(path.join(folder, 'secret.html'), 'secret');
  station = new Station({ log: createLog('error', () => undefined), version: '1.2.3' });
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot });
  port = Number(new URL(gateway.url).port);
  viewers = [];
});

afterEach(async () => {
  for (const viewer of viewers) viewer.socket.terminate();
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true });
});

/** A request just as it is written, which `fetch` would tidy up. */
async function request(target: string, options: http.RequestOptions = {}) {
  const sent = http.request({ port, path: target, agent: false, ...options }).end();
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
  let body = '';
  for await (const piece of response) body += piece;
  return { status: response.statusCode, headers: response.headers, body };
}

/** A viewer's end of the link, bare. */
class Viewer {
  readonly socket: WebSocket;
  readonly messages: StationMessage[] = [];
  /** Numbers of the pictures received. */
  readonly pictures: number[] = [];
  acknowledges = true;
  #wake: () => void = () => undefined;

  constructor(options: { readonly path?: string; readonly headers?: Record<string, string> } = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${options.path ?? '/link'}`, {
      headers: options.headers ?? {},
    });
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#picture(data);
      else this.messages.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.socket.on('close', () => this.#wake()).on('error', () => undefined);
    viewers.push(this);
  }

  #picture(message: Buffer): void {
    const picture = decodePicture(message);
    if (!picture) throw new Error('not a picture message');
    this.pictures.push(new DataView(picture.data.buffer, picture.data.byteOffset).getUint32(0));
    const stream = station.hub.list().find(({ info }) => info.number === picture.stream);
    if (this.acknowledges && stream) this.send({ type: 'ack', stream: stream.info.id, pictures: 1 });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Resolves with the first message of a type, past or future. */
  async message<T extends StationMessage['type']>(type: T): Promise<Extract<StationMessage, { type: T }>> {
    const find = () => this.messages.find((message) => message.type === type);
    await this.until(() => find() !== undefined);
    return find() as Extract<StationMessage, { type: T }>;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the link was closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** A round trip: everything that was sent before has been answered. */
  async settle(): Promise<void> {
    const viewerUs = Math.random();
    this.send({ type: 'ping', viewerUs });
    await this.until(() => this.messages.some((message) => message.type === 'pong' && message.viewerUs === viewerUs));
  }
}

async function viewer(): Promise<Viewer> {
  const opened = new Viewer();
  await opened.message('streams');
  return opened;
}

/** The status with which an upgrade is refused, and that the gateway lets go of the socket. */
async function refused(options: ConstructorParameters<typeof Viewer>[0]) {
  const { socket } = new Viewer(options);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, http.IncomingMessage];
  return response.statusCode;
}

/** A stream of the test's own making, whose pictures bear their number. */
function addStream(id = 'test') {
  const stream = station.hub.add({ id, name: id, kind: 'pi', video: 'h:1', telemetry: 'h:2' });
  let count = 0;
  const publish = (pictures: number, bytes = 16) => {
    for (let n = 0; n < pictures; n++) {
      const data = new Uint8Array(bytes);
      new DataView(data.buffer).setUint32(0, count);
      stream.publish({ data, codec: 'h264', key: count === 0, receiveUs: count });
      count++;
    }
  };
  return { stream, publish };
}

const upTo = (end: number, start = 0) => Array.from({ length: end - start }, (_, n) => start + n);

describe('the page', () => {
  it('is served with a policy that lets it load its own files alone', async () => {
    const { status, headers, body } = await request('/?overlay=off');
    expect(status).toBe(200);
    expect(body).toContain('the viewer');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('is served without its body to HEAD', async () => {
    expect(await request('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it.each(['/none.js', '/link', '/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '//secret.html', '/%'])(
    'is not at %s',
    async (target) => {
      const { status, headers, body } = await request(target);
      expect(status).toBe(404);
      expect(body).not.toContain('secret');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is not for %s', async (method) => {
    expect((await request('/', { method })).status).toBe(405);
  });

  it('is not for a page of another name that resolves to this machine', async () => {
    expect((await request('/', { headers: { host: `evil.example:${port}` } })).status).toBe(403);
  });
});

describe('what a browser says of who asks', () => {
  it.each(['cross-site', 'same-site'])(
    'keeps a page of another site (%s) from everything but the page',
    async (site) => {
      const headers = { 'sec-fetch-site': site };
      expect((await request('/', { headers })).status).toBe(200);
      for (const target of ['/api/streams', '/main.js', '/metrics']) {
        expect((await request(target, { headers })).status).toBe(403);
      }
      expect(await refused({ headers })).toBe(403);
    },
  );

  it('lets in what a person typed, what our own page asks, and programs that say nothing', async () => {
    for (const site of ['none', 'same-origin']) {
      expect((await request('/healthz', { headers: { 'sec-fetch-site': site } })).status).not.toBe(403);
    }
    expect((await request('/healthz')).status).not.toBe(403);
  });

  it('is not listened to where a request names two hosts', async () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const piece of socket) answer += piece;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the access to the link', () => {
  it('is shut to a page of another site', async () => {
    expect(await refused({ headers: { origin: 'http://evil.example' } })).toBe(403);
  });

  it('is shut to a name that is not ours', async () => {
    expect(await refused({ headers: { host: `evil.example:${port}` } })).toBe(403);
  });

  it('is at no other path', async () => {
    expect(await refused({ path: '/other' })).toBe(404);
  });

  it('lets go of a refused socket whose other end stays open', async () => {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET /link HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket.resume(), 'end');
    // Ends only when no socket is left.
    await gateway.close();
    socket.destroy();
  });

  it('lets in our own page, and programs that are no browser', async () => {
    const page = new Viewer({ headers: { origin: `http://127.0.0.1:${port}` } });
    const welcome = { type: 'welcome', version: 1, stationVersion: '1.2.3', units: 'metric' };
    expect(await page.message('welcome')).toMatchObject(welcome);
    expect(await (await viewer()).message('streams')).toEqual({ type: 'streams', streams: [] });
  });
});

describe('a viewer', () => {
  it('gets the state of a stream, the pictures since its key picture, and the live ones', async () => {
    const { stream, publish } = addStream();
    publish(5);
    const one = await viewer();
    expect((await one.message('streams')).streams).toEqual([stream.info]);
    one.send({ type: 'subscribe', stream: 'test' });
    expect(await one.message('state')).toMatchObject({ stream: 'test', links: { video: { state: 'connecting' } } });
    await one.until(() => one.pictures.length === 5);
    publish(3);
    await one.until(() => one.pictures.length === 8);
    expect(one.pictures).toEqual(upTo(8));
  });

  it('is told that a stream is not there', async () => {
    const one = await viewer();
    one.send({ type: 'subscribe', stream: 'none' });
    expect(english((await one.message('error')).message)).toContain('none');
  });

  it('gets statistics once a second', async () => {
    const { publish } = addStream();
    publish(2);
    const one = await viewer();
    one.send({ type: 'subscribe', stream: 'test' });
    expect(await one.message('statistics')).toMatchObject({ statistics: { pictures: 2, droppedForViewer: 0 } });
  });

  it('gets nothing more of a stream that it left, or that ended', async () => {
    const { stream, publish } = addStream();
    publish(1);
    const one = await viewer();
    one.send({ type: 'subscribe', stream: 'test' });
    one.send({ type: 'unsubscribe', stream: 'test' });
    await one.settle();
    publish(3);
    await one.settle();
    expect(one.pictures).toEqual([0]);
    one.send({ type: 'subscribe', stream: 'test' });
    await one.settle();
    const before = one.pictures.length;
    station.hub.remove(stream.info.id);
    publish(1);
    await one.settle();
    expect(one.pictures).toHaveLength(before);
  });

  it.each(['{', 'null', '[]', '{"type":"subscribe"}', '{"type":"ack","stream":"test","pictures":-1}', '\u0000'])(
    'loses the message %s and nothing else',
    async (text) => {
      const one = await viewer();
      one.socket.send(text);
      one.socket.send(Buffer.from(text));
      await one.settle();
    },
  );

  it('is closed for a message that is too long, and no other with it', async () => {
    const { publish } = addStream();
    const [rude, polite] = [await viewer(), await viewer()];
    polite.send({ type: 'subscribe', stream: 'test' });
    await polite.settle();
    rude.socket.send('x'.repeat(65 * 1024));
    const [code] = await once(rude.socket, 'close');
    expect(code).toBe(1009);
    publish(3);
    await polite.until(() => polite.pictures.length === 3);
    expect(station.viewers).toBe(1);
  });

  it('that never acknowledges gets a bounded number of pictures, and keeps nobody else from all', async () => {
    const { publish } = addStream();
    const [slow, quick] = [await viewer(), await viewer()];
    slow.acknowledges = false;
    for (const one of [slow, quick]) {
      one.send({ type: 'subscribe', stream: 'test' });
      await one.settle();
    }
    for (let n = 0; n < 20; n++) {
      publish(10);
      await quick.until(() => quick.pictures.length === 10 * (n + 1));
    }
    await slow.settle();
    expect(quick.pictures).toEqual(upTo(200));
    expect(slow.pictures.length).toBeLessThan(40);
    expect(slow.pictures).toEqual(upTo(slow.pictures.length));
  });

  it('that does not read is let go before it costs memory, and no other with it', async () => {
    const { publish } = addStream();
    const [deaf, polite] = [await viewer(), await viewer()];
    const tooMany = 200;
    deaf.send({ type: 'subscribe', stream: 'test' });
    await deaf.settle();
    deaf.socket.pause();
    // It lies about what it took in, so that the window does not hold.
    for (let n = 0; n < tooMany && station.viewers === 2; n++) {
      publish(1, 1024 * 1024);
      deaf.send({ type: 'ack', stream: 'test', pictures: 1 });
      await polite.settle();
    }
    expect(station.viewers).toBe(1);
    await polite.settle();
  });
});

describe('a gateway', () => {
  it('ends at once, whoever is connected', async () => {
    await viewer();
    const idle = net.connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const gone = Promise.all([
      once(
        idle.resume().on('error', () => undefined),
        'close',
      ),
      once(viewers[0]!.socket, 'close'),
    ]);
    await gateway.close();
    await gone;
    expect(station.viewers).toBe(0);
  });

  it('ends what its modules have begun where it cannot listen', async () => {
    let isEnded = false;
    const close = () => {
      isEnded = true;
    };
    const listen = { address: '127.0.0.1', port };
    await expect(startGateway({ station, listen, viewerRoot: folder, modules: [() => ({ close })] })).rejects.toThrow();
    expect(isEnded).toBe(true);
  });

  it('says which address is taken', async () => {
    const second = startGateway({ station, listen: { address: '127.0.0.1', port }, viewerRoot: folder });
    await expect(second).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
  });
});
