import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JpegDecoder } from './jpeg-decoder';

class FakeFrame {
  readonly timestamp: number;
  constructor(_bitmap: ImageBitmap, { timestamp }: { timestamp: number }) {
    this.timestamp = timestamp;
  }
}

function setUp() {
  const frames: number[] = [];
  const dropped: string[] = [];
  const states: string[] = [];
  const bitmaps: { closed: boolean }[] = [];
  const pending: { resolve: () => void; reject: () => void }[] = [];
  const decoder = new JpegDecoder({
    onFrame: (frame) => frames.push(frame.timestamp),
    onDropped: (cause) => dropped.push(cause),
    onState: (state) => states.push(state.state === 'waitingForKey' ? state.because : state.state),
    decode: () =>
      new Promise((resolve, reject) => {
        const bitmap = {
          ...{ width: 640, height: 480, closed: false },
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
  return { decoder, push, finish, frames, dropped, states, bitmaps };
}

describe('the JPEG decoder', () => {
  beforeEach(() => vi.stubGlobal('VideoFrame', FakeFrame));
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
