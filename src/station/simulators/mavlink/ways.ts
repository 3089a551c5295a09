// not shown in this file: what a simulator does, which it logs

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import net, { isIPv6 } from 'node:net';
import type { Endpoint } from '#core/settings/endpoint';
import { listenOn } from '../../network/listen-on';

/** How packets go to ground stations, and come from them. */
export interface Way {
  /** The bound port. */
  readonly port: number;
  send(packet: Uint8Array): void;
  close(): Promise<void>;
}

type Hear = (bytes: Uint8Array) => void;

/** Bytes that a ground station may leave unread; then it is let go. */
const MAX_UNREAD_BYTES = 1024 * 1024;
const LOOPBACK = '127.0.0.1';

/** Datagrams to one place, from a port of the system's choice. */
export async function datagramsTo(to: Endpoint, hear: Hear): Promise<Way> {
  const socket = createSocket(isIPv6(to.address) ? 'udp6' : 'udp4');
  socket.on('message', hear);
  socket.bind(0);
  await once(socket, 'listening');
  // Nobody may listen yet, or any more.
  socket.on('error', () => undefined);
  return {
    port: socket.address().port,
    send: (packet) => socket.send(packet, to.port, to.address, () => undefined),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** Any number of ground stations over TCP, each of which is sent everything. */
export async function connectionsAt(port: number, hear: Hear, onEvent?: (text: string) => void): Promise<Way> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    onEvent?.('ground station connected');
    socket
      .on('data', hear)
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket));
  });
  const bound = await listenOn(server, port, LOOPBACK);
  return {
    port: bound,
    send: (packet) => {
      for (const socket of sockets) {
        if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy();
        else socket.write(packet);
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
