import type { Channel } from 'rabbitmq-client';
import { describe, expect, it, vi } from 'vitest';
import { mediaOut } from './media-out';

/** A channel to a broker that takes nothing until `take`. */
function blockedChannel() {
  const taken: (() => void)[] = [];
  const basicPublish = vi.fn(() => new Promise<void>((resolve) => taken.push(resolve)));
  return {
    channel: { basicPublish } as unknown as Channel,
    basicPublish,
    take: () => {
      for (const resolve of taken.splice(0)) resolve();
    },
  };
}

describe('the way out to those who watch', () => {
  it('holds a bounded number of messages while the broker takes none, and goes on when it does', async () => {
    const { channel, basicPublish, take } = blockedChannel();
    const out = mediaOut(channel);
    const say = () => out.message({ key: 'k' }, { type: 'gone' });
    for (let n = 0; n < 10_000; n++) say();
    const { length } = basicPublish.mock.calls;
    expect(length).toBeLessThan(1000);
    take();
    await vi.waitFor(() => {
      say();
      expect(basicPublish.mock.calls.length).toBeGreaterThan(length);
    });
  });

  it('hands a picture on without copying it', () => {
    const { channel, basicPublish } = blockedChannel();
    const all = new Uint8Array(100);
    void mediaOut(channel).picture(
      { key: 'k' },
      { data: all.subarray(10, 20), codec: 'h264', key: true, receiveUs: 5 },
      1,
    );
    const [, body] = basicPublish.mock.calls[0] as unknown as [unknown, Buffer];
    expect(body.buffer).toBe(all.buffer);
    expect([body.byteOffset, body.length]).toEqual([10, 10]);
  });
});
