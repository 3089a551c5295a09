import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** Listens, and tells the port. Rejects where the address or the port cannot be had. */
export async function listenOn(server: Server, port: number, address: string): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
