import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { keepAlive } from './keep-alive';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const socket = Object.assign(new EventEmitter(), { ping: vi.fn(), terminate: vi.fn() });
  keepAlive(socket as unknown as WebSocket, 1000);
  return socket;
}

it.each(['pong', 'message'])('a client that gives a sign of life, a %s, is kept', (sign) => {
  const socket = watched();
  for (let n = 0; n < 20; n++) {
    vi.advanceTimersByTime(2500);
    socket.emit(sign);
  }
  expect(socket.terminate).not.toHaveBeenCalled();
  expect(socket.ping).toHaveBeenCalledTimes(50);
});

it('one that gives none is cut off', () => {
  const socket = watched();
  vi.advanceTimersByTime(4000);
  expect(socket.terminate).toHaveBeenCalledOnce();
});

it('nothing is left of one that has closed', () => {
  const socket = watched();
  socket.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});
