import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamInfo, ViewerMessage } from '#contracts/link';
import type { PlaybackState } from '#contracts/playback';
import { ClockOffset } from '#core/media/clock-offset';
import type { Screen } from '../../player/screen';
import { pastOf } from '../../streams/shown';
import { StreamView } from '../../streams/stream-view';
import { TimelineControl } from './control';

const SECOND = 1e6;
const PAST: PlaybackState = {
  range: { beginUs: 100 * SECOND, endUs: 400 * SECOND },
  isGrowing: true,
  gaps: [],
  marks: [],
};

function newView(id: string): StreamView {
  const screen: Screen = {
    element: {} as HTMLElement,
    size: undefined,
    replaced: 0,
    show: (frame) => frame.close(),
    onPresented: () => () => undefined,
    close: () => undefined,
  };
  const view = new StreamView({
    screen,
    now: () => 0,
    clock: () => new ClockOffset(),
    wantsParts: () => false,
    onShown: () => undefined,
    onShow: () => undefined,
    soundOf: () => undefined,
    onRefused: () => undefined,
  });
  const stream: StreamInfo = { id, number: 0, name: id, kind: 'push', video: '', telemetry: '' };
  view.follow(stream);
  view.receive({ type: 'playback', stream: id, playback: PAST });
  view.read();
  return view;
}

/** A key picture as far as a player reads one: the SPS that x264 writes for 640x480 Baseline. */
const KEY = Uint8Array.from(Buffer.from('0000016742c01eda0280f6c044000003000400000300f23c58ba80', 'hex'));

class TestChunk {
  readonly timestamp: number;
  constructor({ timestamp }: { readonly timestamp: number }) {
    this.timestamp = timestamp;
  }
}

/** Gives out each picture at once. */
class TestDecoder {
  readonly decodeQueueSize = 0;
  state = 'unconfigured';
  readonly #output: (frame: { timestamp: number; close(): void }) => void;
  constructor({ output }: { readonly output: (frame: { timestamp: number; close(): void }) => void }) {
    this.#output = output;
  }
  configure(): void {
    this.state = 'configured';
  }
  decode({ timestamp }: TestChunk): void {
    this.#output({ timestamp, close: () => undefined });
  }
}

let views: StreamView[];
let sent: ViewerMessage[];
let control: TimelineControl;
beforeEach(() => {
  views = [newView('a'), newView('b')];
  sent = [];
  control = new TimelineControl({
    send: (message) => sent.push(message),
    views: () => views,
    focus: () => views[0] ?? newView('none'),
  });
});
afterEach(() => vi.unstubAllGlobals());
const back = (at: number) => {
  const past = views[at] && pastOf(views[at].store.getState());
  return past && { positionUs: past.positionUs, rate: past.rate };
};
/** A picture of the past stands on the screen. */
function showAt(positionUs: number, rate: number): void {
  const [view] = views;
  const past = view && pastOf(view.store.getState());
  if (past) view.store.setState({ shown: { ...past, positionUs, rate } });
}

describe('looking back', () => {
  it('asks all that is shown for the same moment under the same run', () => {
    control.seekBy(-10);
    const play = { type: 'play', run: 1, fromUs: 390 * SECOND, rate: 1, inStep: true };
    expect(sent).toEqual(['a', 'b'].map((stream) => ({ ...play, stream })));
    expect(back(1)).toEqual({ positionUs: 390 * SECOND, rate: 1 });
  });

  it('pauses and goes on in the same run, and begins another for every place', () => {
    control.pauseOrPlay();
    control.pauseOrPlay();
    control.faster(1);
    control.toBegin();
    const asked = sent.filter((message) => message.type === 'play' && message.stream === 'a');
    expect(asked).toMatchObject([
      { run: 1, rate: 0, fromUs: 400 * SECOND },
      { run: 1, rate: 1 },
      { run: 1, rate: 2 },
      { run: 2, rate: 2, fromUs: 100 * SECOND },
    ]);
    expect(asked[1]).not.toHaveProperty('fromUs');
  });

  it('steps the stream in focus, on in its run and back in another', () => {
    control.pauseOrPlay();
    sent.length = 0;
    control.step(1);
    control.step(-1);
    expect(sent).toMatchObject([
      { stream: 'a', run: 1, rate: 0, step: 1 },
      { stream: 'a', run: 2, rate: 0, step: -1 },
    ]);
    showAt(399 * SECOND, 0);
    expect(sent.at(-1)).toMatchObject({ stream: 'b', run: 2, fromUs: 399 * SECOND, rate: 0 });
  });

  it('leads the others to where a step ends, though the picture from before it was shown meanwhile', () => {
    const isAt = (us: number) => showAt(us, 0);
    control.seek(390.01 * SECOND, 0);
    sent.length = 0;
    control.step(1);
    isAt(390 * SECOND);
    isAt(390.03 * SECOND);
    expect(sent.at(-1)).toMatchObject({ stream: 'b', fromUs: 390.03 * SECOND, rate: 0 });
    control.pauseOrPlay();
    sent.length = 0;
    isAt(391 * SECOND);
    expect(sent).toEqual([]);
  });

  it('asks for what is decoded ahead under a run of its own, from the picture that is shown', () => {
    control.seekBy(-10);
    for (const view of views) view.store.setState({ playback: { ...PAST, reorders: true } });
    sent.length = 0;
    control.pauseOrPlay();
    control.step(1);
    control.pauseOrPlay();
    expect(sent.filter((message) => message.type === 'play' && message.stream === 'a')).toMatchObject([
      { run: 2, rate: 0, fromUs: 390 * SECOND },
      { run: 4, rate: 0, step: 1 },
      { run: 5, rate: 1, fromUs: 390 * SECOND },
    ]);
  });

  it('pauses at the picture that was given to the screen last, though the timeline is drawn less often', () => {
    vi.stubGlobal('EncodedVideoChunk', TestChunk);
    vi.stubGlobal('VideoDecoder', TestDecoder);
    const view = newView('c');
    views = [view];
    view.receive({ type: 'playback', stream: 'c', playback: { ...PAST, reorders: true } });
    control.seekBy(-10);
    const times = [390, 390.04, 390.08].map((seconds) => seconds * SECOND);
    for (const receiveUs of times) {
      view.push({ stream: 0, codec: 'h264', key: receiveUs === times[0], receiveUs, data: KEY, run: view.run ?? 0 });
    }
    control.mark();
    control.pauseOrPlay();
    expect(sent.slice(1)).toMatchObject([
      { type: 'mark', atUs: times[2] },
      { type: 'play', run: 2, rate: 0, fromUs: times[2] },
    ]);
    expect(back(0)).toEqual({ positionUs: times[2], rate: 0 });
  });

  it('is live again at the end, because that was asked for, or because it has caught up', () => {
    control.seekBy(-10);
    control.live();
    expect(sent.slice(2)).toEqual(['a', 'b'].map((stream) => ({ type: 'live', stream })));
    expect([back(0), views[0]?.run]).toEqual([undefined, undefined]);
    control.seekBy(-10);
    const playing = { run: 2, positionUs: 400 * SECOND, rate: 1, isAtEnd: true };
    views[0]?.receive({ type: 'playback', stream: 'a', playback: { ...PAST, playing } });
    if (views[0]) control.playbackChanged(views[0]);
    expect(sent.at(-1)).toEqual({ type: 'live', stream: 'b' });
    expect(control.isBack).toBe(false);
  });

  it('plays a span and stops at its end, unless something else is asked for meanwhile', () => {
    control.playSpan(200 * SECOND, 210 * SECOND);
    expect(sent[0]).toMatchObject({ run: 1, fromUs: 200 * SECOND, rate: 1 });
    showAt(209 * SECOND, 1);
    expect(sent).toHaveLength(2);
    showAt(210 * SECOND, 1);
    expect(sent.at(-1)).toMatchObject({ run: 2, fromUs: 210 * SECOND, rate: 0 });
    control.playSpan(200 * SECOND, 210 * SECOND);
    control.seek(300 * SECOND, 1);
    sent.length = 0;
    showAt(301 * SECOND, 1);
    expect(sent).toEqual([]);
  });

  it('takes no picture of another run, nor a live one, for its own', () => {
    control.seekBy(-10);
    const [view] = views;
    const received = () => {
      view?.read();
      return view?.store.getState().readings.counters?.received;
    };
    const push = (run?: number) => {
      const data = Uint8Array.of(1);
      view?.push({ stream: 0, codec: 'h264', key: true, receiveUs: 1, data, ...(run !== undefined && { run }) });
    };
    push();
    push(7);
    expect(received()).toBe(0);
    push(1);
    expect(received()).toBe(1);
    control.live();
    push(1);
    expect(received()).toBe(1);
  });

  it('marks the moment that is shown, in all that is shown', () => {
    control.mark();
    control.seekBy(-10);
    control.mark();
    expect(sent[0]).toEqual({ type: 'mark', streams: ['a', 'b'] });
    expect(sent.at(-1)).toEqual({ type: 'mark', streams: ['a', 'b'], atUs: 390 * SECOND });
  });
});
