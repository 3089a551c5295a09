import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import { pictureSocket, say } from './picture-socket';

/** A socket whose other end reads nothing until it is told to. */
function lazySocket() {
  const waiting: (() => void)[] = [];
  const sent: unknown[] = [];
  let terminated = false;
  const socket = {
    readyState: 1,
    OPEN: 1,
    send(data: unknown, options: unknown, done?: () => void) {
      sent.push(data);
      waiting.push(done ?? (options as () => void));
    },
    terminate() {
      terminated = true;
    },
  };
  const read = () => {
    for (const taken of waiting.splice(0)) taken();
  };
  return { socket: socket as unknown as WebSocket, sent, read, isTerminated: () => terminated };
}

const unit = (n: number, key: boolean): AccessUnit => ({
  data: Uint8Array.of(n >> 8, n),
  codec: 'h264',
  key,
  receiveUs: n,
});

describe('a client that does not read', () => {
  it('is sent no more than a second of pictures, and goes on at a key picture', () => {
    const { socket, sent, read } = lazySocket();
    const queue = pictureSocket(socket, ({ data }) => ({ bytes: data, binary: true }));
    for (let n = 0; n < 10_000; n++) queue.offer(unit(n, n % 50 === 0));
    expect(sent).toHaveLength(32);
    for (let n = 10_000; n < 10_010; n++) {
      read();
      queue.offer(unit(n, n % 50 === 0));
    }
    const numbers = sent.map((data) => (data as Uint8Array)[0]! * 256 + (data as Uint8Array)[1]!);
    const gap = numbers.findIndex((number, i) => number !== i);
    expect(numbers[gap]! % 50).toBe(0);
    expect(queue.dropped).toBe(10_010 - sent.length);
  });

  it('is cut off when it asks and asks', () => {
    const { socket, isTerminated } = lazySocket();
    for (let n = 0; n < 1000; n++) say(socket, 'x'.repeat(1000));
    expect(isTerminated()).toBe(true);
  });

  it('is not, as long as it listens', () => {
    const { socket, isTerminated, read } = lazySocket();
    for (let n = 0; n < 1000; n++) {
      say(socket, 'x'.repeat(1000));
      read();
    }
    expect(isTerminated()).toBe(false);
  });
});
