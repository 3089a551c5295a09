import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { Timeline } from '../../clips/timeline';
import { MAX_UNREAD_BYTES, PictureSender } from './picture-sender';

const PICTURE_BYTES = 300_000;
const GROUP = 10;
/** Every byte of a picture is its number. */
const clip = Array.from({ length: 40 }, (_, number) => ({
  data: new Uint8Array(PICTURE_BYTES).fill(number),
  codec: 'h264' as const,
  key: number % GROUP === 0,
  receiveUs: 0,
}));

const sockets: { destroy(): void }[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

it('drops pictures for a viewer that does not read, up to a key picture, and never a part of one', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const viewer = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  sockets.push(viewer, socket, { destroy: () => server.close() });
  viewer.pause();
  const sender = new PictureSender(socket, clip, new Timeline(clip.length, 500, () => performance.now()), {});
  sender.start();

  await vi.waitFor(() => expect(sender.dropped).toBeGreaterThan(GROUP));
  expect(socket.writableLength).toBeLessThan(MAX_UNREAD_BYTES + 2 * PICTURE_BYTES);

  const seen: number[] = [];
  let bytes = 0;
  for await (const chunk of viewer as AsyncIterable<Buffer>) {
    for (let at = PICTURE_BYTES - 1 - (bytes % PICTURE_BYTES); at < chunk.length; at += PICTURE_BYTES)
      seen.push(chunk[at]!);
    bytes += chunk.length;
    if (seen.length > 60) break;
  }
  const jumps = seen.filter((number, i) => i > 0 && number !== (seen[i - 1]! + 1) % clip.length);
  expect(jumps.length).toBeGreaterThan(0);
  for (const number of jumps) expect(number % GROUP).toBe(0);
});
