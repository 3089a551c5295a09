import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSharedPicture, type ShareAnswer } from '#contracts/share';
import { verbatim } from '#core/texts/text';
import { ShareLink, type ShareLinkEvents } from './share-link';
import type { ShareTransportEvents } from './share-transport';

const PICTURE = { key: true, timestampUs: 5000, byteLength: 3, copyTo: (to: Uint8Array) => to.set([1, 2, 3]) };

function open() {
  const texts: { type: string; session?: string; format?: string }[] = [];
  const pictures: Uint8Array[] = [];
  const transport = { backlogBytes: 0 };
  let hear: ShareTransportEvents | undefined;
  const events = {
    onStarted: vi.fn(),
    onRefused: vi.fn(),
    onBroken: vi.fn(),
    onKeyWanted: vi.fn(),
    onWatched: vi.fn(),
    onEncoding: vi.fn(),
  } satisfies ShareLinkEvents;
  const link = new ShareLink(
    (transportEvents) => {
      hear = transportEvents;
      return {
        get backlogBytes() {
          return transport.backlogBytes;
        },
        send: (message) => (typeof message === 'string' ? texts.push(JSON.parse(message)) : pictures.push(message)),
        close: () => undefined,
      };
    },
    'Bow',
    'h264',
    events,
  );
  return {
    link,
    events,
    texts,
    pictures,
    transport,
    opened: () => hear?.onOpen(),
    broke: () => hear?.onClose(),
    answer: (answer: ShareAnswer) => hear?.onText(JSON.stringify(answer)),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the link of one who shares', () => {
  it('sends nothing before the station takes it', () => {
    const { link, pictures, opened, answer, events } = open();
    opened();
    expect(link.isFull).toBe(true);
    link.send(PICTURE);
    expect(pictures).toEqual([]);
    answer({ type: 'started', stream: 'share-Bow' });
    expect(events.onStarted).toHaveBeenCalledWith('share-Bow');
    link.send(PICTURE);
    expect(readSharedPicture(pictures[0] ?? new Uint8Array())?.data).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('is full where the station has taken too few, or too much waits in the socket', () => {
    const { link, opened, answer, transport } = open();
    opened();
    answer({ type: 'started', stream: 'a' });
    for (let i = 0; i < 12; i++) {
      expect(link.isFull, `after ${i}`).toBe(false);
      link.send(PICTURE);
    }
    expect(link.isFull).toBe(true);
    answer({ type: 'taken', pictures: 4 });
    expect(link.isFull).toBe(false);
    transport.backlogBytes = 10_000_000;
    expect(link.isFull).toBe(true);
  });

  it('begins again under the same session after a break, and in another format', () => {
    const { link, opened, broke, answer, texts, events } = open();
    opened();
    answer({ type: 'started', stream: 'a' });
    broke();
    expect(events.onBroken).toHaveBeenCalled();
    expect(link.isFull).toBe(true);
    opened();
    link.setFormat('jpeg');
    const starts = texts.filter(({ type }) => type === 'start');
    expect(starts.map(({ format }) => format)).toEqual(['h264', 'h264', 'jpeg']);
    expect(new Set(starts.map(({ session }) => session)).size).toBe(1);
    link.close();
    expect(texts.at(-1)?.type).toBe('stop');
  });

  it('tells capture times on the station’s clock', () => {
    const { link, opened, answer, pictures } = open();
    opened();
    answer({ type: 'started', stream: 'a' });
    const now = performance.now() * 1000;
    answer({ type: 'pong', sharerUs: now, stationUs: now + 7_000_000 });
    link.send({ ...PICTURE, timestampUs: now });
    const { captureUs = 0 } = readSharedPicture(pictures[0] ?? new Uint8Array()) ?? {};
    expect(Math.abs(captureUs - now - 7_000_000)).toBeLessThan(1_000_000);
  });

  it('passes on what the station wants and tells', () => {
    const { opened, answer, events } = open();
    opened();
    answer({ type: 'key-picture' });
    answer({ type: 'watched', by: 3 });
    answer({ type: 'refused', message: verbatim('no'), tip: verbatim('ask') });
    expect(events.onKeyWanted).toHaveBeenCalledOnce();
    expect(events.onWatched).toHaveBeenCalledWith(3);
    expect(events.onRefused).toHaveBeenCalledWith(verbatim('no'), verbatim('ask'));
  });
});
