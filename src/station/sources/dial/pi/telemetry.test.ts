import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { LinkEnd } from '../../supervisor';
import { type PiTelemetryOptions, piTelemetry } from './telemetry';

let abort: AbortController;
let closers: (() => unknown)[];
beforeEach(() => {
  abort = new AbortController();
  closers = [];
});
afterEach(async () => {
  abort.abort();
  for (const close of closers) await close();
});

async function portOf(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return (server.address() as net.AddressInfo).port;
}

/** A Socket.IO host, as the real one is but for what a test wants different. */
async function socketIoHost(options: ConstructorParameters<typeof Server>[1] = {}) {
  const httpServer = http.createServer();
  const host = new Server(httpServer, { serveClient: false, ...options });
  closers.push(() => host.close());
  return { host, port: await portOf(httpServer) };
}

/** Stands for a host of Socket.IO 2, by Engine.IO 3: it opens, connects and says what it is given, whatever the client's version. */
async function oldHost(hasWebSocket: boolean, says: readonly string[]): Promise<number> {
  const open = '0{"sid":"3Y-7EHeCqy38PhinAAAA","upgrades":[],"pingInterval":25000,"pingTimeout":60000}';
  const packets = [open, '40', ...says];
  const server = http.createServer((request, response) => {
    // One poll brings all, and the next waits.
    if (request.method === 'POST') response.end('ok');
    else if (!request.url?.includes('sid='))
      response.end(packets.map((packet) => `${packet.length}:${packet}`).join(''));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!hasWebSocket) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => {
      for (const packet of packets) client.send(packet);
    });
  });
  closers.push(() => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
  });
  return portOf(server);
}

/** A TCP server that is no vehicle. */
async function tcpHost(accept: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return portOf(
    net.createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      accept(socket);
    }),
  );
}

function listen(port: number, options: Partial<PiTelemetryOptions> = {}) {
  const told: string[] = [];
  const faults: string[] = [];
  const values: Telemetry[] = [];
  let wake: () => void = () => undefined;
  const run = piTelemetry({
    host: '127.0.0.1',
    port,
    onTelemetry: (telemetry) => {
      values.push(telemetry);
      wake();
    },
    onFault: (fault) => {
      faults.push(fault);
      wake();
    },
    ...options,
  });
  const events = {
    opened: () => {
      told.push('opened');
      wake();
    },
    data: () => told.push('data'),
  };
  let ended: LinkEnd | undefined;
  const end = run(abort.signal, events).then((reason) => {
    ended = reason;
    wake();
    return reason;
  });
  /** Resolves when it holds; fails when the link ends before. */
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      if (ended) throw new Error(`the link ended: ${ended.cause} ${ended.detail}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { told, faults, values, end, until };
}

describe("the host's telemetry socket", () => {
  it.each<[string, ConstructorParameters<typeof Server>[1]]>([
    ['WebSocket', {}],
    ['long polling alone', { transports: ['polling'] }],
  ])('brings values over %s', async (_, options) => {
    const { host, port } = await socketIoHost(options);
    host.on('connection', (socket) => socket.emit('telemetry', { roll: 3, pitch: -1 }));
    const { told, values, faults, until } = listen(port);
    await until(() => values.length > 0);
    expect(values[0]).toMatchObject({ rollDeg: 3, pitchDeg: -1 });
    expect(told).toEqual(['opened', 'data']);
    expect(faults).toEqual([]);
  });

  it('loses a message that makes no sense, and nothing else', async () => {
    const { host, port } = await socketIoHost();
    host.on('connection', (socket) => {
      socket.emit('telemetry', 'no object');
      // What Python's json writes, past Socket.IO's own encoder.
      const { conn } = socket;
      conn.write('2["telemetry",{"roll":NaN,"pitch":2}]');
      conn.write('2["telemetry",{"roll":');
      conn.write('2["telemetry",{"roll":4}]');
    });
    const { values, faults, until } = listen(port);
    await until(() => values.length === 2 && faults.length === 2);
    expect(values[0]).not.toHaveProperty('rollDeg');
    expect(values[0]).toMatchObject({ pitchDeg: 2 });
    expect(values[1]).toMatchObject({ rollDeg: 4 });
  });

  it('takes telemetry by another name, or in a namespace of its own, where that is certain; else it says so', async () => {
    const { host, port } = await socketIoHost();
    const good = { roll: 3, pitch: 1, yaw: 2, lat: 0 };
    host.on('connection', (socket) => {
      socket.emit('Telemetry', good);
      socket.emit('chat', { roll: 9, text: 'hello' });
      socket.emit('chat', { text: 'again' });
      socket.emit('telemetry', { text: 'hello' });
    });
    host.of('/telemetry').on('connection', (socket) => socket.emit('telemetry', { ...good, roll: 4 }));
    const { values, faults, until } = listen(port);
    await until(() => values.length === 2 && faults.length === 2);
    expect(values.map(({ rollDeg }) => rollDeg)).toEqual([3, 4]);
    expect(faults).toEqual([
      'event “chat” is not “telemetry”, and holds no telemetry',
      'telemetry has no key that is known, but text',
    ]);
  });

  it('takes the namespace /telemetry of a host that has no other', async () => {
    const { host, port } = await socketIoHost();
    host.use((_socket, next) => next(new Error('Invalid namespace')));
    host.of('/telemetry').on('connection', (socket) => socket.emit('telemetry', { roll: 4 }));
    const { told, values, until } = listen(port);
    await until(() => values.length === 1);
    expect(told).toEqual(['opened', 'data']);
  });

  it.each([['WebSocket'], ['long polling alone']])('speaks Socket.IO 2 over %s', async (way) => {
    const port = await oldHost(way === 'WebSocket', [
      '42["telemetry",{"roll":NaN,"pitch":2}]',
      '42["telemetry","{\\"roll\\":4}"]',
    ]);
    const { told, values, faults, until } = listen(port);
    await until(() => values.length === 2);
    expect(values.map(({ rollDeg, pitchDeg }) => [rollDeg, pitchDeg])).toEqual([
      [undefined, 2],
      [4, undefined],
    ]);
    expect([told, faults]).toEqual([['opened', 'data', 'data'], []]);
  });

  it('gives up a host of Socket.IO 2 that was talking and falls silent', async () => {
    const port = await oldHost(true, ['42["telemetry",{"roll":1}]']);
    expect(await listen(port, { silenceMs: 20 }).end).toMatchObject({ cause: 'silent' });
  });

  it('waits for a host without a flight controller, which connects and never sends', async () => {
    const { host, port } = await socketIoHost({ pingInterval: 5 });
    let answers = 0;
    const alive = new Promise<void>((resolve) => {
      host.engine.on('connection', (connection: { on(event: 'heartbeat', listener: () => void): void }) => {
        connection.on('heartbeat', () => ++answers === 10 && resolve());
      });
    });
    const { told, end } = listen(port, { silenceMs: 1 });
    await Promise.race([alive, end]);
    expect({ told, answers }).toEqual({ told: ['opened'], answers: 10 });
  });

  it('ends when the host ends', async () => {
    const { host, port } = await socketIoHost();
    const { told, end, until } = listen(port);
    await until(() => told.includes('opened'));
    await host.close();
    expect(await end).toMatchObject({ cause: 'closed', detail: expect.stringContaining(`127.0.0.1:${port}`) });
  });

  it('ends when a host that was talking falls silent', async () => {
    const { host, port } = await socketIoHost();
    host.on('connection', (socket) => socket.emit('telemetry', { roll: 1 }));
    expect(await listen(port, { silenceMs: 20 }).end).toMatchObject({ cause: 'silent' });
  });

  it('is refused where nothing listens', async () => {
    const port = await tcpHost(() => undefined);
    for (const close of closers) await close();
    expect(await listen(port).end).toEqual({ cause: 'refused', detail: `ECONNREFUSED 127.0.0.1:${port}` });
  });

  it('says that a name is not known', async () => {
    expect(await listen(8001, { host: 'no-such-vehicle.invalid' }).end).toMatchObject({ cause: 'not-found' });
  });

  it('is not what it should be where a web server answers', async () => {
    const port = await portOf(http.createServer((_request, response) => response.writeHead(404).end()));
    const end = await listen(port).end;
    expect(end).toMatchObject({ cause: 'protocol', detail: expect.stringContaining('404') });
  });

  it('is not what it should be where a web server answers all with a page', async () => {
    const port = await portOf(http.createServer((_request, response) => response.end('<html>hello</html>')));
    expect(await listen(port).end).toMatchObject({ cause: 'protocol' });
  });

  it.each([
    ['text', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['an H.264 stream', Buffer.from('0000000167640028acd940780227e5c044', 'hex')],
  ])('is not what it should be where the peer sends %s', async (_, bytes) => {
    const port = await tcpHost((socket) => socket.write(bytes));
    expect(await listen(port).end).toMatchObject({ cause: 'protocol' });
  });

  it('is closed where the peer takes the connection and ends it', async () => {
    const port = await tcpHost((socket) => socket.destroy());
    expect(await listen(port).end).toMatchObject({ cause: 'closed' });
  });

  it('gives up a peer that takes the connection and says nothing', async () => {
    const gone: Promise<unknown>[] = [];
    const port = await tcpHost((socket) => gone.push(once(socket.resume(), 'close')));
    expect(await listen(port, { connectMs: 50 }).end).toMatchObject({ cause: 'timed-out' });
    expect(gone.length).toBeGreaterThan(0);
    await Promise.all(gone);
  });

  it('gives up a host that never admits it to Socket.IO', async () => {
    const { host, port } = await socketIoHost();
    host.use(() => undefined);
    expect(await listen(port, { connectMs: 50 }).end).toMatchObject({ cause: 'timed-out' });
  });

  it('says what a host says that refuses it', async () => {
    const { host, port } = await socketIoHost();
    host.use((_socket, next) => next(new Error('not\u001b[2J\nyou')));
    expect(await listen(port).end).toEqual({ cause: 'protocol', detail: `not[2J you 127.0.0.1:${port}` });
  });

  it('ends where a host sends more at once than telemetry ever is', async () => {
    const { host, port } = await socketIoHost();
    host.on('connection', (socket) => socket.emit('telemetry', { roll: 'x'.repeat(2 * 1024 * 1024) }));
    const { end, values } = listen(port);
    expect(await end).toMatchObject({ cause: 'closed' });
    expect(values).toEqual([]);
  });

  it('lets go of an open connection', async () => {
    const { host, port } = await socketIoHost();
    const gone = new Promise((resolve) => {
      host.on('connection', (socket) => {
        socket.on('disconnect', resolve);
        abort.abort();
      });
    });
    expect(await listen(port).end).toEqual({ cause: 'closed', detail: 'stopped' });
    await gone;
  });

  it('lets go while connecting', async () => {
    let gone: Promise<unknown> | undefined;
    const accepted = new Promise<number>((resolve) => {
      void tcpHost((socket) => {
        gone = once(socket.resume(), 'close');
        abort.abort();
      }).then(resolve);
    });
    const { end } = listen(await accepted);
    expect(await end).toMatchObject({ cause: 'closed' });
    await gone;
  });

  it('does not connect where it was stopped before', async () => {
    abort.abort();
    const { told, end } = listen(await tcpHost(() => told.push('accepted')));
    expect(await end).toMatchObject({ cause: 'closed' });
    expect(told).toEqual([]);
  });

  it.each(['%', 'a"b', 'a\\b', '[::1', 'x'.repeat(300), '\u00e4.invalid', '..'])(
    'fails like any other where the address is %s',
    async (host) => {
      const { cause } = await listen(8001, { host, connectMs: 50 }).end;
      expect(cause).toMatch(/error|not-found|protocol|refused|timed-out/);
    },
  );
});
