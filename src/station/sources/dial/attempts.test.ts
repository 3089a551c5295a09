import { once } from 'node:events';
import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dial } from './attempts';

const servers: net.Server[] = [];
const sockets: net.Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listening() {
  const server = net.createServer((socket) => sockets.push(socket.on('error', () => undefined).resume()));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

/** One that gets no answer, as of a host that is away: its name is never resolved. */
const unanswered = () => net.connect({ host: 'away', port: 1, lookup: () => undefined });

/** Makes one attempt after the other, in their order; the last over and over. */
function dialled(makers: readonly (() => net.Socket)[], { connectMs = 60_000, againMs = 10 } = {}) {
  const attempts: net.Socket[] = [];
  const abort = new AbortController();
  const connect = () => {
    const socket = makers[Math.min(attempts.length, makers.length - 1)]!();
    attempts.push(socket);
    sockets.push(socket);
    return socket;
  };
  const { signal } = abort;
  return { attempts, abort, result: dial({ connect, where: 'rover', connectMs, againMs, signal }) };
}

describe('dialling', () => {
  it('begins another attempt beside one that is not answered, takes what stands first, and lets go of the others', async () => {
    const port = await listening();
    const { attempts, result } = dialled([unanswered, unanswered, () => net.connect(port, '127.0.0.1')]);
    expect(await result).toEqual({ socket: attempts[2] });
    expect(attempts.slice(0, 2).map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect(attempts[2]?.destroyed).toBe(false);
    const count = attempts.length;
    attempts[2]?.destroy();
    await once(attempts[2]!, 'close');
    expect(attempts).toHaveLength(count);
  });

  it('ends all attempts where one is told that nothing listens', async () => {
    const port = await listening();
    servers[0]?.close();
    await once(servers[0]!, 'close');
    const { attempts, result } = dialled([unanswered, () => net.connect(port, '127.0.0.1')]);
    expect(await result).toMatchObject({ end: { cause: 'refused' } });
    expect(attempts.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('gives up in time', async () => {
    const { attempts, result } = dialled([unanswered], { connectMs: 50 });
    expect(await result).toEqual({ end: { cause: 'timed-out', detail: 'no answer from rover for 0.05 s' } });
    expect(attempts.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('lets go of all attempts when it is ended', async () => {
    const { attempts, abort, result } = dialled([unanswered]);
    await vi.waitFor(() => expect(attempts.length).toBeGreaterThan(2));
    abort.abort();
    expect(await result).toMatchObject({ end: { cause: 'closed' } });
    expect(attempts.every(({ destroyed }) => destroyed)).toBe(true);
  });
});
