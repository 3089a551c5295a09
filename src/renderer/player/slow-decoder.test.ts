import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Decoder } from './decoder';

/** Plays `seconds` of 30 pictures a second to a decoder that needs `decodeMs` for each, in a time of the test's own. */
function playTo(decodeMs: number, group: number, seconds: number) {
  const waiting: number[] = [];
  let nowMs = 0;
  let doneMs = 0;
  let inWork: number | undefined;
  let init: VideoDecoderInit | undefined;
  const delaysMs: number[] = [];
  const fake = {
    state: 'unconfigured',
    get decodeQueueSize() {
      return waiting.length;
    },
    configure() {
      fake.state = 'configured';
    },
    decode: ({ timestamp }: EncodedVideoChunk) => waiting.push(timestamp),
    reset() {
      fake.state = 'unconfigured';
      waiting.length = 0;
      inWork = undefined;
    },
    close() {},
  };
  const decoder = new Decoder({
    formatOf: () => ({ codec: 'avc1.42c01f', width: 640, height: 480 }),
    now: () => nowMs * 1000,
    onFrame: ({ timestamp }) => delaysMs.push(nowMs - timestamp),
    onDropped: () => {},
    onState: () => {},
    create: (given) => {
      init = given;
      return fake as unknown as VideoDecoder;
    },
  });
  for (let picture = 0; nowMs < seconds * 1000; nowMs++) {
    if (inWork !== undefined && nowMs >= doneMs) {
      init?.output({ timestamp: inWork } as unknown as VideoFrame);
      inWork = undefined;
    }
    if (inWork === undefined && waiting.length > 0) {
      inWork = waiting.shift();
      doneMs = nowMs + decodeMs;
    }
    if (nowMs % 33 === 0) decoder.push({ key: picture++ % group === 0, timestamp: nowMs, data: new Uint8Array(1) });
  }
  return { worstMs: Math.max(...delaysMs), shown: delaysMs.length };
}

describe('a decoder that is too slow for its stream', () => {
  beforeEach(() => {
    vi.stubGlobal(
      'EncodedVideoChunk',
      class {
        readonly timestamp: number;
        constructor({ timestamp }: EncodedVideoChunkInit) {
          this.timestamp = timestamp;
        }
      },
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  it('loses pictures and not time, however long it plays', () => {
    for (const decodeMs of [34, 40, 50, 66]) {
      for (const group of [1, 15, 30, 300]) {
        const short = playTo(decodeMs, group, 20);
        const long = playTo(decodeMs, group, 60);
        // As many wait as come in 200 ms, and one or two more until that is seen; the last of them waits for all.
        expect(long.worstMs).toBeLessThan(9 * decodeMs + 33);
        expect(long.worstMs).toBeLessThanOrEqual(short.worstMs + 100);
        expect(long.shown).toBeGreaterThan(60);
      }
    }
  });

  it('loses none where it keeps pace', () => {
    expect(playTo(30, 30, 20)).toEqual({ worstMs: 31, shown: 606 });
  });
});
