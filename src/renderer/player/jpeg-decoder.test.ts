import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JpegDecoder } from './jpeg-decoder';

class FakeFrame {
  readonly timestamp: number;
  readonly image: unknown;
  constructor(image: unknown, { timestamp }: { timestamp: number }) {
    this.image = image;
    this.timestamp = timestamp;
  }
}

class FakeCanvas {
  readonly drawn: unknown[] = [];
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext() {
    return { drawImage: (image: unknown) => this.drawn.push(image) };
  }
}

/** As much of a JPEG as is read, with an Exif orientation. */
const oriented = (orientation: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 30, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0xff, 0xc0, 0, 11, 8, 0x02, 0x80, 0x01, 0xe0, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0xd9],
  ]);

function setUp() {
  const frames: number[] = [];
  const images: unknown[] = [];
  const dropped: string[] = [];
  const states: string[] = [];
  const bitmaps: { closed: boolean }[] = [];
  const pending: { resolve: () => void; reject: () => void }[] = [];
  const decoder = new JpegDecoder({
    onFrame: (frame) => {
      frames.push(frame.timestamp);
      images.push((frame as unknown as FakeFrame).image);
    },
    onDropped: (cause) => dropped.push(cause),
    onState: (state) => states.push(state.state === 'waitingForKey' ? state.because : state.state),
    decode: () =>
      new Promise((resolve, reject) => {
        const bitmap = {
          width: 640,
          height: 480,
          closed: false,
          close() {
            bitmap.closed = true;
          },
        };
        bitmaps.push(bitmap);
        pending.push({ resolve: () => resolve(bitmap), reject: () => reject(new Error('not a picture')) });
      }),
  });
  const push = (...timestamps: number[]) => {
    for (const timestamp of timestamps) decoder.push({ data: Uint8Array.of(1), key: true, timestamp });
  };
  /** The oldest decode ends, well or not. */
  const finish = async (how: 'resolve' | 'reject' = 'resolve') => {
    pending.shift()?.[how]();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { decoder, push, finish, frames, images, dropped, states, bitmaps };
}

describe('the JPEG decoder', () => {
  beforeEach(() => {
    vi.stubGlobal('VideoFrame', FakeFrame);
    vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('gives each picture out as a frame of its name, and lets go of what it decoded', async () => {
    const { decoder, push, finish, frames, states, bitmaps } = setUp();
    push(7);
    await finish();
    push(9);
    await finish();
    expect(frames).toEqual([7, 9]);
    expect(states).toEqual(['decoding']);
    expect(decoder.state).toMatchObject({ open: { codec: 'jpeg', width: 640, height: 480 } });
    expect(bitmaps.every(({ closed }) => closed)).toBe(true);
  });

  it('draws one that lies on its side, as a frame made of it would lie there too', async () => {
    const { decoder, finish, images, bitmaps } = setUp();
    for (const orientation of [1, 6]) {
      decoder.push({ data: oriented(orientation), key: true, timestamp: orientation });
      await finish();
    }
    expect(images[0]).toBe(bitmaps[0]);
    expect(images[1]).toMatchObject({ width: 640, height: 480, drawn: [bitmaps[1]] });
  });

  it('decodes the newest next when it is behind, and counts those between', async () => {
    const { push, finish, frames, dropped } = setUp();
    push(1, 2, 3, 4);
    await finish();
    await finish();
    expect(frames).toEqual([1, 4]);
    expect(dropped).toEqual(['decoderBehind', 'decoderBehind']);
  });

  it('counts a picture that cannot be decoded, and goes on', async () => {
    const { push, finish, frames, dropped, states } = setUp();
    push(1);
    await finish('reject');
    push(2);
    await finish();
    expect(frames).toEqual([2]);
    expect(dropped).toEqual(['decodeError']);
    expect(states).toEqual(['decodeError', 'decoding']);
  });

  it('gives nothing of the old stream out after a reset, nor after the end', async () => {
    const { decoder, push, finish, frames, bitmaps } = setUp();
    push(1);
    decoder.reset();
    await finish();
    push(2);
    decoder.close();
    await finish();
    expect(frames).toEqual([]);
    expect(bitmaps.every(({ closed }) => closed)).toBe(true);
  });
});
