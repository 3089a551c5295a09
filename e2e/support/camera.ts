import net from 'node:net';
import type { Clip } from '../player/numbered-clip';

const EVERY_MS = 33;

/** A camera that sends bare H.264 over TCP, a clip over and over; it goes on while nobody is there. */
export interface Camera {
  readonly port: number;
  close(): void;
}

/** @param start the picture it is at when it begins */
export async function startCamera({ bytes, units }: Clip, start: number): Promise<Camera> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  let at = start;
  const timer = setInterval(() => {
    const unit = units[at % units.length];
    // What it begins with was sent once and does not come again, as with a camera that has been on for hours.
    at = at + 1 === units.length ? start : at + 1;
    if (unit) for (const socket of sockets) socket.write(bytes.subarray(unit.start, unit.end));
  }, EVERY_MS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
