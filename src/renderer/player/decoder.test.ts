import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Decoder } from './decoder';
import type { DropCause } from './decoder-state';

/** Stands for the browser's decoder: the test says when a picture comes out and when it fails. */
class FakeDecoder {
  state: CodecState = 'unconfigured';
  decodeQueueSize = 0;
  readonly decoded: number[] = [];
  readonly configs: VideoDecoderConfig[] = [];
  refuses: Error | undefined;
  constructor(readonly init: VideoDecoderInit) {}
  configure(config: VideoDecoderConfig) {
    if (this.refuses) throw this.refuses;
    this.configs.push(config);
    this.state = 'configured';
  }
  decode(chunk: { timestamp: number }) {
    this.decoded.push(chunk.timestamp);
  }
  reset() {
    this.state = 'unconfigured';
    this.decodeQueueSize = 0;
  }
  close() {
    this.state = 'closed';
  }
  /** A picture comes out. */
  emit(timestamp: number) {
    const frame = {
      timestamp,
      closes: 0,
      close() {
        this.closes += 1;
      },
    };
    this.init.output(frame as unknown as VideoFrame);
    return frame;
  }
  /** The browser closes the decoder, then tells. */
  fail(name: string) {
    this.state = 'closed';
    this.init.error(new DOMException('injected', name));
  }
}

const VGA = { codec: 'avc1.42c01f', width: 640, height: 480 };
const QVGA = { codec: 'avc1.42c00d', width: 320, height: 240 };
const SD = { ...VGA, colour: { primaries: 6, transfer: 6, matrix: 6, fullRange: false } };
const SD_FULL = { ...SD, colour: { ...SD.colour, fullRange: true } };

function setUp() {
  const made: FakeDecoder[] = [];
  const frames: number[] = [];
  const states: string[] = [];
  const dropped: Partial<Record<DropCause, number>> = {};
  let refusal: Error | undefined;
  const decoder = new Decoder({
    // The first byte of a test's picture stands for its parameter sets.
    formatOf: (data) => [undefined, VGA, QVGA, SD, SD_FULL][data[0] ?? 0],
    now: () => 0,
    onFrame: (frame) => {
      frames.push(frame.timestamp);
      frame.close();
    },
    onDropped: (cause, pictures) => {
      dropped[cause] = (dropped[cause] ?? 0) + pictures;
    },
    onState: (state) => states.push(state.state),
    create: (init) => {
      const fake = new FakeDecoder(init);
      fake.refuses = refusal;
      made.push(fake);
      return fake as unknown as VideoDecoder;
    },
  });
  let clock = 0;
  const push = (key: boolean, format = 1) => {
    clock += 1;
    decoder.push({ key, data: Uint8Array.of(format), timestamp: clock });
  };
  const refuse = (error: Error | undefined) => {
    refusal = error;
  };
  return { decoder, made, frames, states, dropped, push, refuse };
}

describe('the decoder', () => {
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

  it('asks for low latency, Annex B, and whichever hardware there is', () => {
    const { made, push } = setUp();
    push(true);
    expect(made[0]?.configs).toEqual([
      { codec: 'avc1.42c01f', hardwareAcceleration: 'no-preference', optimizeForLatency: true },
    ]);
  });

  it('tells the browser’s decoder the colours, and again when they change', () => {
    const { made, push } = setUp();
    push(true, 3);
    push(true, 3);
    push(true, 4);
    const bt601 = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false };
    expect(made[0]?.configs.map(({ colorSpace }) => colorSpace)).toEqual([bt601, { ...bt601, fullRange: true }]);
  });

  it('uses the same decoder for another format', () => {
    const { made, push } = setUp();
    push(true, 1);
    push(true, 2);
    expect(made).toHaveLength(1);
    expect(made[0]?.configs.map((config) => config.codec)).toEqual([VGA.codec, QVGA.codec]);
    expect(made[0]?.decoded).toEqual([1, 2]);
  });

  it('counts as lost what the decoder held when it failed, and what follows up to the next key picture', () => {
    const { made, push, dropped, frames } = setUp();
    push(true);
    push(false);
    push(false);
    made[0]?.emit(1);
    made[0]?.fail('EncodingError');
    push(false);
    expect(dropped).toEqual({ decodeError: 3 });
    push(true);
    made[1]?.emit(5);
    expect(frames).toEqual([1, 5]);
  });

  it('closes a frame of a decoder that has been left', () => {
    const { decoder, made, push, frames } = setUp();
    push(true);
    decoder.reset();
    expect(made[0]?.emit(1).closes).toBe(1);
    expect(frames).toEqual([]);
    expect(made[0]?.state).toBe('closed');
  });

  it('is back with the next key picture after the browser reclaimed it', () => {
    const { made, push, states } = setUp();
    push(true);
    made[0]?.fail('QuotaExceededError');
    push(false);
    push(true);
    expect(states).toEqual(['decoding', 'reclaimed', 'decoding']);
    expect(made[1]?.decoded).toEqual([3]);
  });

  it('jumps to a key picture when more than a few wait', () => {
    const { made, push, dropped } = setUp();
    for (let n = 0; n < 6; n++) push(n === 0);
    const fake = made[0] as FakeDecoder;
    fake.decodeQueueSize = 5;
    push(true);
    expect(dropped).toEqual({ decoderBehind: 6 });
    expect(fake.configs).toHaveLength(2);
    expect(fake.decoded.at(-1)).toBe(7);
  });

  it('takes a configuration that the browser calls invalid for an unsupported one', () => {
    const { push, refuse, decoder, dropped } = setUp();
    refuse(new TypeError('no such codec'));
    push(true);
    expect(decoder.state).toMatchObject({ state: 'waitingForKey', acceleration: 'prefer-software' });
    push(true);
    expect(decoder.state).toMatchObject({ state: 'failed', reason: 'no such codec' });
    expect(dropped).toEqual({ decodeError: 2 });
  });
});
