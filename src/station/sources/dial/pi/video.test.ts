import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkEvents, LinkRun } from '../../supervisor';
import { type PiVideoOptions, piVideo } from './video';

/** A camera's port, played by the test. */
class Camera {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  port = 0;

  constructor(accept: (socket: net.Socket) => void) {
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      accept(socket);
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as net.AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }
}

let camera: Camera | undefined;
let abort: AbortController;
beforeEach(() => {
  abort = new AbortController();
});
afterEach(async () => {
  abort.abort();
  await camera?.close();
  camera = undefined;
});

async function cameraThat(accept: (socket: net.Socket) => void): Promise<number> {
  camera = new Camera(accept);
  await camera.listen();
  return camera.port;
}

/** Runs a link once and keeps what it tells. */
function start(run: LinkRun) {
  const told: string[] = [];
  const events: LinkEvents = { opened: () => told.push('opened'), data: () => told.push('data') };
  return { told, end: run(abort.signal, events) };
}

function view(port: number, options: Partial<PiVideoOptions> = {}) {
  const bytes: number[] = [];
  const run = piVideo({ host: '127.0.0.1', port, onChunk: (chunk) => bytes.push(...chunk), ...options });
  return { bytes, ...start(run) };
}

describe("the host's video socket", () => {
  it('hands on every byte in order, and ends when the host closes', async () => {
    const port = await cameraThat((socket) => {
      socket.write(Uint8Array.of(1, 2, 3));
      socket.end(Uint8Array.of(4));
    });
    const { told, bytes, end } = view(port);
    expect(await end).toEqual({ cause: 'closed', detail: `closed by 127.0.0.1:${port}` });
    expect(bytes).toEqual([1, 2, 3, 4]);
    expect(told.slice(0, 2)).toEqual(['opened', 'data']);
  });

  it('tells of no data where the host closes at once', async () => {
    const port = await cameraThat((socket) => socket.end());
    const { told, end } = view(port);
    expect(await end).toMatchObject({ cause: 'closed' });
    expect(told).toEqual(['opened']);
  });

  it('is closed where the host resets the connection', async () => {
    const port = await cameraThat((socket) => socket.write('x', () => socket.resetAndDestroy()));
    expect(await view(port).end).toMatchObject({ cause: 'closed' });
  });

  it('is refused where nothing listens', async () => {
    const port = await cameraThat(() => undefined);
    await camera?.close();
    const { told, end } = view(port);
    expect(await end).toEqual({ cause: 'refused', detail: `ECONNREFUSED 127.0.0.1:${port}` });
    expect(told).toEqual([]);
  });

  it('is refused where its connection met itself, which then lets go of the port', async () => {
    const port = await cameraThat(() => undefined);
    await camera?.close();
    const { told, end } = view(port, { localPort: port });
    expect(await end).toEqual({
      cause: 'refused',
      detail: expect.stringContaining(`nothing listens on 127.0.0.1:${port}`),
    });
    expect(told).toEqual([]);
  });

  it('says that a name is not known', async () => {
    const { end } = view(8000, { host: 'no-such-vehicle.invalid' });
    expect(await end).toMatchObject({ cause: 'not-found', detail: expect.stringContaining('no-such-vehicle.invalid') });
  });

  it('gives up a host that does not answer', async () => {
    // A name that is never resolved keeps the socket connecting, as a host out of range does.
    const lookup = vi.fn();
    const { told, end } = view(8000, { host: 'vehicle', lookup, connectMs: 20 });
    expect(await end).toEqual({ cause: 'timed-out', detail: 'no answer from vehicle:8000 for 0.02 s' });
    expect(told).toEqual([]);
  });

  it('gives up a host that is connected and silent', async () => {
    const port = await cameraThat(() => undefined);
    const { told, end } = view(port, { silenceMs: 20 });
    expect(await end).toMatchObject({ cause: 'silent' });
    expect(told).toEqual(['opened']);
  });

  it('names an IPv6 address as it is written', async () => {
    const { end } = view(1, { host: '::1' });
    expect((await end).detail).toContain('[::1]:1');
  });

  it('lets go while connecting', async () => {
    const { end } = view(8000, { host: 'vehicle', lookup: vi.fn() });
    abort.abort();
    expect(await end).toMatchObject({ cause: 'closed' });
  });

  it('lets go of an open socket', async () => {
    const gone = new Promise<void>((resolve) => {
      void cameraThat((socket) => {
        socket.on('close', () => resolve()).resume();
        abort.abort();
      }).then((port) => view(port));
    });
    await gone;
  });

  it('does not connect where it was stopped before', async () => {
    const accepted = vi.fn();
    const port = await cameraThat(accepted);
    abort.abort();
    expect(await view(port).end).toMatchObject({ cause: 'closed' });
    expect(accepted).not.toHaveBeenCalled();
  });
});

describe('a host that went silent', () => {
  it('is called a second time beside the first, and what comes there goes on at once', async () => {
    let connections = 0;
    const port = await cameraThat((socket) => {
      socket.write(Uint8Array.of(++connections));
    });
    const bytes: number[] = [];
    const run = piVideo({ host: '127.0.0.1', port, onChunk: (chunk) => bytes.push(...chunk), besideMs: 50 });
    expect(await start(run).end).toMatchObject({ cause: 'silent', hasNext: true });
    expect(bytes).toEqual([1]);
    const { told } = start(run);
    expect([told, bytes]).toEqual([
      ['opened', 'data'],
      [1, 2],
    ]);
  });

  it('keeps its first connection where that speaks again', async () => {
    const sockets: net.Socket[] = [];
    const port = await cameraThat((socket) => {
      sockets.push(socket);
      // The second says nothing.
      if (sockets.length === 1) socket.write(Uint8Array.of(1));
      else sockets[0]?.write(Uint8Array.of(2));
    });
    const { bytes } = view(port, { besideMs: 50 });
    await vi.waitFor(() => expect(bytes.slice(0, 2)).toEqual([1, 2]));
    await vi.waitFor(() => expect(sockets[1]?.closed).toBe(true));
    expect(sockets[0]?.closed).toBe(false);
  });

  it('leaves no connection behind when the link is ended', async () => {
    const sockets: net.Socket[] = [];
    const port = await cameraThat((socket) => {
      sockets.push(socket);
      socket.write(Uint8Array.of(sockets.length));
    });
    const { end } = view(port, { besideMs: 50 });
    await end;
    abort.abort();
    await vi.waitFor(() => expect(sockets.map(({ closed }) => closed)).toEqual([true, true]));
  });
});
