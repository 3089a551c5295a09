import { createServer as createHttpServer, type RequestListener } from 'node:http';
import net, { type AddressInfo, type Server } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { afterEach, expect, it } from 'vitest';
import { checkOpen, checkTelemetry } from './check-port';

const cleanups: Array<() => Promise<unknown> | unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
const web = (answer: RequestListener) => listening(createHttpServer(answer));

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('tells a port at which something listens from one at which nothing does', async () => {
  const open = await listening(net.createServer((socket) => socket.on('error', () => undefined)));
  expect(await checkOpen('127.0.0.1', open)).toBe('answers');
  expect(await checkOpen('127.0.0.1', await closedPort())).toBe('closed');
});

it('knows Socket.IO by its handshake, and leaves no session behind', async () => {
  const http = createHttpServer();
  const io = new SocketServer(http);
  const port = await listening(http);
  cleanups.unshift(() => io.close());
  expect(await checkTelemetry('127.0.0.1', port)).toBe('answers');
  await expect.poll(() => io.engine.clientsCount).toBe(0);
});

it('says of anything else what it is', async () => {
  const refusing = await web((_request, response) => response.writeHead(401).end());
  const page = await web((_request, response) => response.end('<html>'));
  const endless = await web((_request, response) => {
    response.on('error', () => undefined);
    const more = () => response.destroyed || response.write('x'.repeat(4096), more);
    more();
  });
  expect(await checkTelemetry('127.0.0.1', refusing)).toBe('token');
  expect(await checkTelemetry('127.0.0.1', page)).toBe('other');
  expect(await checkTelemetry('127.0.0.1', endless)).toBe('other');
  expect(await checkTelemetry('127.0.0.1', await closedPort())).toBe('closed');
});
