import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamInfo } from '#contracts/link';
import { ClockOffset } from '#core/media/clock-offset';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { Screen } from '../player/screen';
import { StreamView } from './stream-view';

const STREAM: StreamInfo = { id: 'a', number: 3, name: 'a', kind: 'push', video: '', telemetry: '' };

const NOW_US = 1e6;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A view of a stream, without a decoder: this platform has none. */
function setUp() {
  const screen: Screen = {
    element: {} as HTMLElement,
    size: undefined,
    replaced: 0,
    show: (frame) => frame.close(),
    onPresented: () => () => undefined,
    close: vi.fn(),
  };
  const clock = new ClockOffset();
  const view = new StreamView({
    screen,
    now: () => NOW_US,
    clock: () => clock,
    wantsParts: () => false,
    onRefused: () => undefined,
    onShown: () => undefined,
    onShow: () => undefined,
    soundOf: () => undefined,
  });
  view.follow(STREAM);
  const push = (key: boolean) =>
    view.push({ stream: 3, codec: 'h264', key, receiveUs: NOW_US, data: Uint8Array.of(1) });
  return {
    view,
    screen,
    push,
    readings() {
      view.read();
      return view.store.getState().readings;
    },
  };
}

describe('the view of a stream', () => {
  it('gives its player every picture, key pictures alone, or none, and says so', () => {
    const { view, push, readings } = setUp();
    for (const key of [true, false, false]) push(key);
    expect(readings().counters?.received).toBe(3);
    view.give('key');
    expect(view.store.getState().keyOnly).toBe(true);
    for (const key of [false, true, false]) push(key);
    expect(readings().counters?.received).toBe(4);
    view.give('none');
    expect(view.store.getState().keyOnly).toBe(false);
    for (const key of [false, true]) push(key);
    expect(readings().counters?.received).toBe(4);
    view.give('all');
    push(false);
    expect(readings().counters?.received).toBe(5);
  });

  it('forgets with the stream that not all pictures were wanted', () => {
    const { view, push, readings } = setUp();
    view.give('key');
    view.follow({ ...STREAM, id: 'b' });
    expect(view.given).toBe('all');
    expect(view.store.getState()).toMatchObject({ keyOnly: false, stream: { id: 'b' } });
    push(false);
    expect(readings().counters?.received).toBe(1);
  });

  it('keeps what it knows of a stream that is only called something else', () => {
    const { view } = setUp();
    view.receive({ type: 'telemetry', stream: 'a', receiveUs: 1, values: { rollDeg: 3 } });
    vi.advanceTimersByTime(100);
    view.follow({ ...STREAM, name: 'other' });
    expect(view.store.getState()).toMatchObject({ telemetry: { rollDeg: 3 }, stream: { name: 'other' } });
  });

  it('puts telemetry together of what changed', () => {
    const { view } = setUp();
    const tell = (values: Telemetry, gone?: readonly (keyof Telemetry)[]) =>
      view.receive({ type: 'telemetry', stream: 'a', receiveUs: 1, values, ...(gone && { gone }) });
    tell({ rollDeg: 1, pitchDeg: 2, mode: 'Loiter' });
    // Sooner than the page draws: what came between is in it all the same.
    tell({ rollDeg: 3 }, []);
    tell({ pitchDeg: 4 }, ['mode']);
    vi.advanceTimersByTime(100);
    expect(view.store.getState().telemetry).toEqual({ rollDeg: 3, pitchDeg: 4 });
    tell({ satellites: 7 });
    vi.advanceTimersByTime(100);
    expect(view.store.getState().telemetry).toEqual({ satellites: 7 });
  });

  it('lets go of its screen', () => {
    const { view, screen } = setUp();
    view.close();
    expect(screen.close).toHaveBeenCalledOnce();
  });
});
