import dgram from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { widenReceiveBuffer } from './receive-buffer';

it('gives a socket as much as the system allows', async () => {
  const socket = dgram.createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const before = socket.getRecvBufferSize();
  expect(widenReceiveBuffer(socket)).toBeGreaterThanOrEqual(before);
  // More cannot be had.
  expect(widenReceiveBuffer(socket)).toBe(socket.getRecvBufferSize());
  socket.close();
});

it('asks for half of what is refused, and leaves a socket as it is that is given nothing', () => {
  const limited = (limit: number) => {
    let size = 9000;
    return {
      setRecvBufferSize(bytes: number) {
        if (bytes > limit) throw new Error('ENOBUFS');
        size = bytes;
      },
      getRecvBufferSize: () => size,
    };
  };
  expect(widenReceiveBuffer(limited(7 * 2 ** 20))).toBe(4 * 2 ** 20);
  expect(widenReceiveBuffer(limited(1000))).toBe(9000);
});
