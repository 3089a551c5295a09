import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';

/** Below the ports that a system gives to those who call: a port of those may be taken by the next connection. */
const FIRST = 12_000;
const LAST = 32_000;

/**
 * A TCP port on loopback that nothing listens on, and that no connection is given meanwhile: a viewer that tries to reach a
 * host which starts later would sooner or later be given the host's own port for its end.
 */
export async function freePort(): Promise<number> {
  return findPort(isFree);
}

/** The same of UDP. */
export async function freeUdpPort(): Promise<number> {
  return findPort(isFreeForUdp);
}

async function findPort(isFreePort: (port: number) => Promise<boolean>): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isFreePort(port)) return port;
  }
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
