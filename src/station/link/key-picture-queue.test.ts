import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeKeyPicture, type KeyPictureAsk } from '#contracts/key-picture';
import type { PictureCodec } from '#core/media/access-unit';
import { KeyPictureQueue } from './key-picture-queue';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const ask = (number: number, change: Partial<KeyPictureAsk> = {}): KeyPictureAsk => ({
  number,
  of: { stream: 's' },
  atUs: number * 1e6,
  codecs: ['h264'],
  ...change,
});

function open({ codec = 'h264' as PictureCodec, bytes = 3 } = {}) {
  const answered: unknown[] = [];
  const state = { isBusy: false, finds: 0 };
  const queue = new KeyPictureQueue({
    port: { sendPicture: (header, data) => answered.push(decodeKeyPicture(header, data)) },
    tell: (message) => answered.push(message),
    isBusy: () => state.isBusy,
    find: async (of, atUs) => {
      state.finds++;
      if ('recording' in of) throw new Error('gone');
      const unit = { data: new Uint8Array(bytes), key: true, receiveUs: atUs, codec };
      return { unit, timeUs: atUs - 1, nextUs: undefined };
    },
  });
  return { queue, answered, state };
}

const none = (number: number) => ({ type: 'no-key-picture', number });

describe('the queue of requests for key pictures', () => {
  it('answers in turn, under the number of the question', async () => {
    const { queue, answered } = open();
    queue.ask(ask(1));
    queue.ask(ask(2));
    await vi.runAllTimersAsync();
    expect(answered).toMatchObject([
      { number: 1, timeUs: 1e6 - 1, codec: 'h264' },
      { number: 2, timeUs: 2e6 - 1 },
    ]);
  });

  it('says so where there is none that the viewer could make small', async () => {
    const { queue, answered } = open({ codec: 'h265' });
    queue.ask(ask(1));
    queue.ask(ask(2, { of: { recording: '00000001' } }));
    await vi.runAllTimersAsync();
    expect(answered).toEqual([none(1), none(2)]);
  });

  it('lets what is shown go first, and gives up where that takes too long', async () => {
    const { queue, answered, state } = open();
    state.isBusy = true;
    queue.ask(ask(1));
    await vi.advanceTimersByTimeAsync(300);
    expect([answered, state.finds]).toEqual([[], 0]);
    state.isBusy = false;
    await vi.advanceTimersByTimeAsync(50);
    expect(answered).toMatchObject([{ number: 1, timeUs: 1e6 - 1 }]);
    state.isBusy = true;
    queue.ask(ask(2));
    await vi.runAllTimersAsync();
    expect(answered.at(-1)).toEqual(none(2));
  });

  it('keeps few questions, and sends no picture that is no camera’s', async () => {
    const { queue, answered } = open({ bytes: 9 * 1024 * 1024 });
    for (let number = 0; number < 12; number++) queue.ask(ask(number));
    expect(answered).toHaveLength(3);
    await vi.runAllTimersAsync();
    expect(answered).toHaveLength(12);
    expect(new Set(answered.map((one) => JSON.stringify(one))).size).toBe(12);
  });

  it('answers nobody who has gone', async () => {
    const { queue, answered } = open();
    queue.ask(ask(1));
    queue.close();
    await vi.runAllTimersAsync();
    expect(answered).toEqual([]);
  });
});
