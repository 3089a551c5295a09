import dgram from 'node:dgram';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { dropsIn, kernelDrops } from './udp-drops';

const HEAD =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n';
const line = (local: string, drops: number) =>
  `  123: ${local} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 00000000f00 ${drops}\n`;

it.each([
  ['127.0.0.1', '0100007F:19D3'],
  ['0.0.0.0', '00000000:19D3'],
  ['::1', '00000000000000000000000001000000:19D3'],
  ['::', '00000000000000000000000000000000:19D3'],
  ['2001:db8::10:1', 'B80D0120000000000000000001001000:19D3'],
  ['::ffff:192.0.2.1', '0000000000000000FFFF0000010200C0:19D3'],
])('finds the socket at %s', (address, local) => {
  const table = `${HEAD}${line('0100007F:0035', 1)}${line('0200007F:19D3', 2)}${line(local, 42)}`;
  expect(dropsIn(table, { address, port: 6611 }, true)).toBe(42);
  expect(dropsIn(table, { address, port: 6612 }, true)).toBeUndefined();
});

it('reads the table of a machine of the other order, and nothing out of none', () => {
  expect(dropsIn(`${HEAD}${line('7F000001:19D3', 7)}`, { address: '127.0.0.1', port: 6611 }, false)).toBe(7);
  for (const text of ['', HEAD, '  1: 0100007F:19D3', `${line('0100007F:19D3', 7).slice(0, 90)} x`]) {
    expect(dropsIn(text, { address: '127.0.0.1', port: 6611 }, true)).toBeUndefined();
  }
});

it.runIf(process.platform === 'linux')('counts what a real socket had no room for', async () => {
  const socket = dgram.createSocket({ type: 'udp4', recvBufferSize: 4096 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  expect(await kernelDrops({ address: '127.0.0.1', port })).toBe(0);
  const sender = dgram.createSocket('udp4');
  // What is sent in one turn of our own loop is not read before the next.
  for (let n = 0; n < 100; n++) sender.send(Buffer.alloc(1000), port, '127.0.0.1');
  await vi.waitFor(async () => expect(await kernelDrops({ address: '127.0.0.1', port })).toBeGreaterThan(0));
  sender.close();
  socket.close();
});
