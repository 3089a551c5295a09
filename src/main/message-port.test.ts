import { EventEmitter } from 'node:events';
import type { MessagePortMain } from 'electron';
import { expect, it, vi } from 'vitest';
import { messagePort } from './message-port';

/** Electron tells of a close by the other end alone. */
class FakePort extends EventEmitter {
  closed = 0;
  postMessage = vi.fn();
  start() {}
  close() {
    this.closed++;
  }
}

it.each<[string, (port: ReturnType<typeof messagePort>, fake: FakePort) => void]>([
  ['the page closes it', (_port, fake) => fake.emit('close')],
  ['we close it', (port) => port.close()],
  [
    'both do',
    (port, fake) => {
      port.close();
      fake.emit('close');
      port.close();
    },
  ],
])('a port tells once that it is closed when %s', (_, close) => {
  const fake = new FakePort();
  const port = messagePort(fake as unknown as MessagePortMain);
  const told = vi.fn();
  port.onClose(told);
  close(port, fake);
  expect(told).toHaveBeenCalledOnce();
});

it('takes text for messages, and nothing else', () => {
  const fake = new FakePort();
  const heard = vi.fn();
  messagePort(fake as unknown as MessagePortMain).onMessage(heard);
  for (const data of ['a', 7, null, new Uint8Array(1), { text: 'b' }]) fake.emit('message', { data });
  expect(heard.mock.calls).toEqual([['a']]);
});
