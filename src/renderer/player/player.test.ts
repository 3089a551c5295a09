import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Player } from './player';
import type { PresentedFrame, Screen } from './screen';
import type { ShownPicture } from './shown-picture';

/** A screen that keeps what it is given and presents when told. */
class FakeScreen implements Screen {
  readonly element = {} as HTMLElement;
  readonly size = undefined;
  replaced = 0;
  readonly given: number[] = [];
  listener: (frame: PresentedFrame) => void = () => {};
  show(frame: VideoFrame) {
    this.given.push(frame.timestamp);
    frame.close();
  }
  onPresented(listener: (frame: PresentedFrame) => void) {
    this.listener = listener;
    return () => {
      this.listener = () => {};
    };
  }
  present(timestamp: number, shownUs: number) {
    this.listener({ timestamp, shownUs, presented: 1, width: 320, height: 240 });
  }
  close() {}
}

/** A key picture as far as this player reads one: the SPS that x264 writes for 640x480 Baseline. */
const SPS = '0000016742c01eda0280f6c044000003000400000300f23c58ba80';
const KEY = Uint8Array.from(SPS.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));

function setUp() {
  let nowUs = 0;
  const screen = new FakeScreen();
  const inits: VideoDecoderInit[] = [];
  const player = new Player({
    screen,
    now: () => nowUs,
    createDecoder: (init) => {
      inits.push(init);
      const fake = { state: 'unconfigured', decodeQueueSize: 0, decode() {}, reset() {}, close() {}, configure() {} };
      fake.configure = () => {
        fake.state = 'configured';
      };
      return fake as unknown as VideoDecoder;
    },
  });
  const push = (key: boolean, receiveUs: number) =>
    player.push({ stream: 1, codec: 'h264', key, receiveUs, data: KEY });
  const decode = (timestamp: number) => inits.at(-1)?.output({ timestamp, close() {} } as unknown as VideoFrame);
  const at = (us: number) => {
    nowUs = us;
  };
  return { screen, player, push, decode, at };
}

describe('the player', () => {
  beforeEach(() => vi.stubGlobal('EncodedVideoChunk', class {}));
  afterEach(() => vi.unstubAllGlobals());

  it('says so where the page has no decoder, and takes pictures without a fault', () => {
    const player = new Player({ screen: new FakeScreen(), now: () => 0 });
    player.push({ stream: 1, codec: 'h264', key: true, receiveUs: 1, data: KEY });
    expect(player.state.state).toBe('unsupported');
  });

  it('shows JPEG where the page has no decoder, and says so again when H.264 follows', async () => {
    const screen = new FakeScreen();
    const bitmap = { width: 640, height: 480, close() {} };
    vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap));
    vi.stubGlobal(
      'VideoFrame',
      class {
        readonly timestamp: number;
        constructor(_: unknown, { timestamp }: { timestamp: number }) {
          this.timestamp = timestamp;
        }
        close() {}
      },
    );
    const player = new Player({ screen, now: () => 0 });
    player.push({ stream: 1, key: true, codec: 'jpeg', receiveUs: 7, data: Uint8Array.of(0xff, 0xd8) });
    await vi.waitUntil(() => screen.given.length === 1);
    expect(screen.given).toEqual([7]);
    expect(player.state.state).toBe('decoding');
    player.push({ stream: 1, codec: 'h264', key: true, receiveUs: 8, data: KEY });
    expect(player.state.state).toBe('unsupported');
    player.reset();
    expect(player.state.state).toBe('unsupported');
  });

  it('is idle, then waits since the first picture, then decodes; and tells each once', () => {
    const { player, push, at } = setUp();
    const told: string[] = [];
    player.subscribe((state) => told.push(state.state));
    expect(player.state).toEqual({ state: 'idle' });
    at(500);
    push(false, 1);
    at(900);
    push(false, 2);
    expect(player.state).toEqual({ state: 'waitingForKey', because: 'waitingForKey', sinceUs: 500, picturesSeen: 2 });
    push(true, 3);
    push(false, 4);
    expect(player.state).toEqual({ state: 'decoding' });
    expect(told).toEqual(['waitingForKey', 'decoding']);
  });

  it('joins what was shown with when it was received and decoded', () => {
    const { player, screen, push, decode, at } = setUp();
    const shown: ShownPicture[] = [];
    player.onShown((picture) => shown.push(picture));
    at(10);
    push(true, 1000);
    at(20);
    decode(1000);
    screen.present(1000, 30);
    expect(shown).toEqual([
      { timestamp: 1000, receiveUs: 1000, pushedUs: 10, decodedUs: 20, shownUs: 30, width: 320, height: 240 },
    ]);
    expect(player.lastShownUs).toBe(30);
    expect(player.counters).toMatchObject({ received: 1, decoded: 1, shown: 1, lateFrame: 0 });
  });

  it('says which picture is on the screen as soon as it has been given to it, until another run begins', () => {
    const { player, push, decode } = setUp();
    for (const us of [1000, 2000]) {
      push(true, us);
      decode(us);
    }
    expect(player.givenUs).toBe(2000);
    player.startRun(1);
    expect(player.givenUs).toBeUndefined();
    // Still on its way, and not shown.
    decode(1000);
    expect(player.givenUs).toBeUndefined();
  });

  it('does not take the last picture of the stream before for one of this', () => {
    const { player, screen, push, decode } = setUp();
    push(true, 1000);
    decode(1000);
    player.reset();
    screen.present(1000, 30);
    expect(player.lastShownUs).toBeUndefined();
    expect(player.state).toEqual({ state: 'idle' });
  });

  it('forgets its subscribers and takes no more pictures when closed', () => {
    const { player, push } = setUp();
    const told = vi.fn();
    player.subscribe(told);
    player.close();
    push(true, 1);
    expect(told).not.toHaveBeenCalled();
    expect(player.counters.received).toBe(0);
  });
});
