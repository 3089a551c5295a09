import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkState, StationMessage, StreamInfo } from '#contracts/link';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { StationLink } from '../link/station-link';
import type { TransportEvents } from '../link/transport';
import type { Screen } from '../player/screen';
import type { WallMemory } from '../streams/wall-state';
import { createViewer } from './create-viewer';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const screen: Screen = {
  element: {} as HTMLElement,
  size: undefined,
  replaced: 0,
  show: (frame) => frame.close(),
  onPresented: () => () => undefined,
  close: () => undefined,
};
const stream = (id: string, number = 0): StreamInfo => ({
  id,
  number,
  name: id,
  kind: 'push',
  video: '',
  telemetry: '',
});
const OPEN: LinkState = { state: 'open', sinceUs: 0, lastDataUs: 1 };
const VEHICLE = { host: 'pi', videoPort: 8000, telemetryPort: 8001 };

/** A viewer whose station is played by the test. A transport that is not open loses what it is given, as real ones do. */
function setUp(wall: WallMemory = { isOpen: false, layout: 'all', order: [] }) {
  const page = { isHidden: false };
  const links: { events: TransportEvents; sent: Record<string, unknown>[]; open: boolean }[] = [];
  const viewer = createViewer({
    createScreen: () => screen,
    overlay: true,
    wall,
    isHidden: () => page.isHidden,
    codecs: Promise.resolve([]),
    openLink: (linkEvents) =>
      new StationLink((events) => {
        const link = { events, sent: [] as Record<string, unknown>[], open: false };
        links.push(link);
        return {
          send: (text) => {
            if (link.open) link.sent.push(JSON.parse(text));
          },
          close: () => {
            link.open = false;
          },
        };
      }, linkEvents),
  });
  const last = () => links.at(-1)!;
  return {
    viewer,
    state: () => viewer.store.getState(),
    hide(isHidden: boolean) {
      page.isHidden = isHidden;
      viewer.visibilityChanged();
    },
    open() {
      last().open = true;
      last().events.onOpen();
    },
    fail() {
      last().open = false;
      last().events.onClose();
    },
    tell(message: StationMessage) {
      last().events.onText(JSON.stringify(message));
      // With no picture to wait for, telemetry is shown after this.
      if (message.type === 'telemetry') vi.advanceTimersByTime(100);
    },
    asked: () => last().sent.filter(({ type }) => type !== 'ping' && type !== 'exports'),
  };
}

describe('the viewer', () => {
  it('takes up the first stream that it is told of, once', () => {
    const { open, tell, asked, state } = setUp();
    expect(state().link).toBe('opening');
    open();
    tell({ type: 'streams', streams: [stream('a'), stream('b', 1)] });
    tell({ type: 'streams', streams: [stream('a'), stream('b', 1), stream('c', 2)] });
    expect(asked()).toEqual([{ type: 'subscribe', stream: 'a' }]);
    expect(state()).toMatchObject({ link: 'open', stream: { id: 'a' } });
  });

  it('asks for no pictures while the page is hidden, over a lost link too, and for all again', () => {
    const { open, fail, tell, asked, hide } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    hide(true);
    hide(true);
    expect(asked().slice(1)).toEqual([{ type: 'pause', stream: 'a', pictures: 'none' }]);
    fail();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    expect(asked().slice(2)).toEqual([
      { type: 'subscribe', stream: 'a' },
      { type: 'pause', stream: 'a', pictures: 'none' },
    ]);
    hide(false);
    expect(asked().at(-1)).toEqual({ type: 'pause', stream: 'a', pictures: 'all' });
  });

  it('shows what is said of its stream, and nothing that is said of another', () => {
    const { open, tell, state } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    tell({ type: 'state', stream: 'a', links: { video: OPEN, telemetry: { state: 'connecting' } } });
    tell({ type: 'telemetry', stream: 'a', receiveUs: 1, values: { rollDeg: 3 } });
    tell({ type: 'state', stream: 'b', links: { video: { state: 'stopped' } } });
    tell({ type: 'telemetry', stream: 'b', receiveUs: 1, values: { rollDeg: 9 } });
    expect(state()).toMatchObject({
      links: { video: OPEN, telemetry: { state: 'connecting' } },
      telemetry: { rollDeg: 3 },
    });
  });

  it('forgets a stream that is gone, values and all', () => {
    const { open, tell, asked, state } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    tell({ type: 'telemetry', stream: 'a', receiveUs: 1, values: { rollDeg: 3 } });
    tell({ type: 'streams', streams: [stream('b', 1)] });
    expect(asked().at(-1)).toEqual({ type: 'subscribe', stream: 'b' });
    expect(state().telemetry).toBeUndefined();
    tell({ type: 'streams', streams: [] });
    expect(state().stream).toBeUndefined();
  });

  it('takes its stream up again, values kept, when the link comes back', () => {
    const { open, fail, tell, asked, state } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    tell({ type: 'telemetry', stream: 'a', receiveUs: 1, values: { rollDeg: 3 } });
    fail();
    expect(state()).toMatchObject({ link: 'closed', stream: { id: 'a' }, telemetry: { rollDeg: 3 } });
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    expect(asked().filter(({ type }) => type === 'subscribe')).toHaveLength(2);
    expect(state().telemetry).toEqual({ rollDeg: 3 });
  });

  it('asks for a vehicle at once while the link is open', () => {
    const { viewer, open, asked } = setUp();
    open();
    viewer.connect(VEHICLE);
    expect(asked()).toEqual([{ type: 'connect', ...VEHICLE }]);
  });

  it.each<[string, (scene: ReturnType<typeof setUp>) => void]>([
    ['has not opened yet', () => undefined],
    [
      'is broken',
      ({ open, fail }) => {
        open();
        fail();
      },
    ],
    [
      'was ended by the person',
      ({ viewer, open }) => {
        open();
        viewer.disconnect();
      },
    ],
  ])('asks for a vehicle as soon as it can where the link %s, and only for the last one', (_, prepare) => {
    const scene = setUp();
    prepare(scene);
    scene.viewer.connect({ ...VEHICLE, host: 'another' });
    scene.viewer.connect(VEHICLE);
    expect(scene.asked()).toEqual([]);
    scene.open();
    expect(scene.asked()).toEqual([{ type: 'connect', ...VEHICLE }]);
    scene.fail();
    scene.open();
    expect(scene.asked()).toHaveLength(1);
  });

  it('lets go of the station when told to, hears it no more, and takes it up again', () => {
    const { viewer, open, tell, asked, state } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    viewer.disconnect();
    tell({ type: 'streams', streams: [stream('b', 1)] });
    expect(state()).toMatchObject({ link: 'ended', stream: { id: 'a' } });
    viewer.retry();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    expect(state().link).toBe('open');
    expect(asked()).toEqual([{ type: 'subscribe', stream: 'a' }]);
  });

  it('knows how old its telemetry is, by its own clock', () => {
    const { open, tell, state } = setUp();
    open();
    tell({ type: 'streams', streams: [stream('a')] });
    tell({ type: 'telemetry', stream: 'a', receiveUs: 1, values: {} });
    vi.advanceTimersByTime(1000);
    // The tick at 1000 ms is read 100 ms later, for want of a picture.
    expect(state().readings.telemetryAgeMs).toBe(1100);
  });

  it('shows what the station could not do', () => {
    const { open, tell, state } = setUp();
    open();
    tell({ type: 'error', message: verbatim('There is none.'), tip: verbatim('Choose another.') });
    expect(inWords(state().notice)).toEqual({ message: 'There is none.', tip: 'Choose another.' });
  });
});

describe('the viewer of a wall', () => {
  const several = (ids: string) => ({
    type: 'streams' as const,
    streams: ids.split('').map((id, at) => stream(id, at)),
  });
  const names = (asked: readonly Record<string, unknown>[]) => asked.map(({ type, stream: id }) => `${type} ${id}`);

  it('asks for every stream of the page that is shown, once, and for no other', () => {
    const { open, tell, asked } = setUp({ layout: 4, order: [] });
    open();
    tell(several('abcdef'));
    tell(several('abcdef'));
    expect(names(asked())).toEqual(['subscribe a', 'subscribe b', 'subscribe c', 'subscribe d']);
  });

  it('ends what is seen no more, keeps the one that is, and takes the others up again', () => {
    const { viewer, open, tell, asked, state } = setUp({ layout: 'all', order: [] });
    open();
    tell(several('abc'));
    const before = asked().length;
    const { views } = state();
    viewer.setWall((wall) => ({ ...wall, chosen: 'b', isEnlarged: true }));
    expect(names(asked().slice(before))).toEqual(['unsubscribe a', 'unsubscribe c']);
    expect(state()).toMatchObject({ stream: { id: 'b' } });
    expect(state().views).toEqual([views[1]]);
    viewer.setWall((wall) => ({ ...wall, isEnlarged: false }));
    expect(names(asked().slice(before + 2))).toEqual(['subscribe a', 'subscribe c']);
    expect(state().views.map(({ store }) => store.getState().stream?.id)).toEqual(['a', 'b', 'c']);
  });

  it('gives every tile what is said of its stream, and the page that of the chosen one', () => {
    const { viewer, open, tell, state } = setUp({ layout: 'all', order: ['b', 'a'] });
    open();
    tell(several('ab'));
    tell({ type: 'telemetry', stream: 'a', receiveUs: 1, values: { rollDeg: 1 } });
    tell({ type: 'telemetry', stream: 'b', receiveUs: 1, values: { rollDeg: 2 } });
    expect(state()).toMatchObject({ stream: { id: 'b' }, telemetry: { rollDeg: 2 } });
    viewer.setWall((wall) => ({ ...wall, chosen: 'a' }));
    expect(state()).toMatchObject({ stream: { id: 'a' }, telemetry: { rollDeg: 1 } });
    tell({ type: 'telemetry', stream: 'b', receiveUs: 2, values: { rollDeg: 3 } });
    expect(state()).toMatchObject({ telemetry: { rollDeg: 1 } });
  });

  it('goes on with those that are left when the chosen one is gone', () => {
    const { viewer, open, tell, state } = setUp({ layout: 'all', order: [] });
    open();
    tell(several('abc'));
    viewer.setWall((wall) => ({ ...wall, chosen: 'b' }));
    tell({ type: 'streams', streams: [stream('a'), stream('c', 2)] });
    expect(state()).toMatchObject({ stream: { id: 'a' } });
    expect(state().views).toHaveLength(2);
    tell({ type: 'streams', streams: [] });
    expect(state().stream).toBeUndefined();
    expect(state().views).toEqual([state().focus]);
  });

  it('shows one picture after another on the same screen', () => {
    const { open, tell, state } = setUp();
    open();
    tell(several('a'));
    const { focus } = state();
    tell({ type: 'streams', streams: [stream('b', 1)] });
    expect(state().focus).toBe(focus);
  });

  it('shows what is added to the wall among the others, and what is connected to alone', () => {
    const { viewer, open, tell, asked, state } = setUp();
    open();
    tell(several('a'));
    viewer.addSource('pi://pi:8000?telemetry=8001');
    expect(asked().at(-1)).toEqual({ type: 'add', url: 'pi://pi:8000?telemetry=8001' });
    tell(several('ab'));
    tell({ type: 'added', stream: 'b' });
    expect(state().stream?.id).toBe('b');
    expect(state().views).toHaveLength(2);
    viewer.connect(VEHICLE);
    tell(several('abc'));
    tell({ type: 'added', stream: 'c' });
    expect(state().stream?.id).toBe('c');
    expect(state().views).toHaveLength(1);
    viewer.takeOffer('c', 'pi://pi:9');
    expect(asked().at(-1)).toEqual({ type: 'take-offer', stream: 'c', place: 'pi://pi:9' });
    tell(several('abcd'));
    tell({ type: 'added', stream: 'd' });
    expect(state().views).toHaveLength(4);
  });
});
