import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyPictureAnswer } from '#contracts/key-picture';
import type { ViewerMessage } from '#contracts/link';
import { type ThumbnailRequest, Thumbnails } from './thumbnails';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const SECOND = 1e6;
type Ask = Extract<ViewerMessage, { type: 'key-picture' }>;

/** A page that is answered with a key picture each second, whose number is its picture. */
function open({ decodes = true } = {}) {
  const asks: Ask[] = [];
  const closed: number[] = [];
  const thumbnails = new Thumbnails({
    send: (message) => message.type === 'key-picture' && asks.push(message),
    codecs: async () => ['jpeg'] as const,
    now: () => Date.now(),
    decode: async ({ timeUs }: KeyPictureAnswer) =>
      decodes ? { second: timeUs / SECOND, close: () => closed.push(timeUs / SECOND) } : undefined,
  });
  let answered = 0;
  return {
    thumbnails,
    asks,
    closed,
    want(atS: number, change: Partial<ThumbnailRequest> = {}) {
      const abort = new AbortController();
      const request = { of: { stream: 's' }, atUs: atS * SECOND, urgency: 'pointer', signal: abort.signal } as const;
      const got = thumbnails.get({ ...request, ...change }).then((picture) => picture?.second);
      return { got, abort };
    },
    /** Answers what was asked, one after another, for as long as there is something. */
    async answerAll() {
      await vi.advanceTimersByTimeAsync(0);
      while (answered < asks.length) {
        const { number, atUs } = asks[answered++] as Ask;
        const timeUs = Math.floor(atUs / SECOND) * SECOND;
        thumbnails.take({ number, codec: 'jpeg', timeUs, nextUs: timeUs + SECOND, data: Uint8Array.of(1) });
        await vi.advanceTimersByTimeAsync(50);
      }
    },
  };
}

describe('small pictures of the past', () => {
  it('are asked for once for all moments between two key pictures', async () => {
    const { want, asks, answerAll, thumbnails } = open();
    const { got } = want(7.3);
    await answerAll();
    expect(await got).toBe(7);
    expect(await want(7.9).got).toBe(7);
    expect(thumbnails.kept({ stream: 's' }, 7 * SECOND)?.second).toBe(7);
    expect(thumbnails.kept({ stream: 's' }, 8 * SECOND)).toBeUndefined();
    expect(thumbnails.kept({ stream: 'other' }, 7 * SECOND)).toBeUndefined();
    expect(asks).toHaveLength(1);
  });

  it('are made one at a time: what is pointed at first, a strip from its beginning', async () => {
    const { want, asks, answerAll } = open();
    for (const at of [1, 2, 3]) void want(at, { urgency: 'strip' });
    void want(10);
    void want(20);
    await vi.advanceTimersByTimeAsync(0);
    expect(asks).toHaveLength(1);
    await answerAll();
    expect(asks.map(({ atUs }) => atUs / SECOND)).toEqual([1, 20, 10, 2, 3]);
  });

  it('are not begun once they are not needed', async () => {
    const { want, asks, answerAll } = open();
    const first = want(1);
    const passed = want(2);
    const wanted = want(3);
    passed.abort.abort();
    await answerAll();
    expect(await Promise.all([first.got, passed.got, wanted.got])).toEqual([1, undefined, 3]);
    expect(asks.map(({ atUs }) => atUs / SECOND)).toEqual([1, 3]);
  });

  it('are none where the station has none, or the page cannot decode it, for some seconds', async () => {
    const { want, asks, thumbnails } = open();
    const { got } = want(1);
    await vi.advanceTimersByTimeAsync(0);
    thumbnails.refused(asks[0]?.number ?? -1);
    expect(await got).toBeUndefined();
    expect(await want(1).got).toBeUndefined();
    expect(asks).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3500);
    void want(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(asks).toHaveLength(2);
    const blind = open({ decodes: false });
    const none = blind.want(1);
    await blind.answerAll();
    expect(await none.got).toBeUndefined();
  });

  it('are none where there is no answer, and others are asked for all the same', async () => {
    const { want, asks } = open();
    const { got } = want(1);
    const other = want(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await got, await other.got]).toEqual([undefined, undefined]);
    expect(asks).toHaveLength(2);
  });

  it('are closed when others take their place, and with the link', async () => {
    const { want, answerAll, closed, thumbnails } = open();
    for (let at = 0; at < 130; at++) {
      const { got } = want(at);
      await answerAll();
      await got;
    }
    expect(closed).toEqual([0, 1]);
    thumbnails.reopened();
    expect(closed).toHaveLength(130);
  });
});
