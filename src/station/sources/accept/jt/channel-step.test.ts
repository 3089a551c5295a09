import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIVE_COMMANDS, STREAM_TYPES } from '#core/protocols/jt808/messages/live';
import { type ChannelEffect, type ChannelEvent, type ChannelFacts, FIRST_STATE, nextLookUs } from './channel-state';
import { stepChannel } from './channel-step';
import { CHANNEL_TIMES } from './channel-times';
import type { StreamType } from './stream-type-choice';

const { main, sub } = STREAM_TYPES;

/** A channel, and all that it did. */
function channel(given: Partial<ChannelFacts> = {}) {
  let state = FIRST_STATE;
  let facts: ChannelFacts = {
    nowUs: 0,
    number: 1,
    isWatched: true,
    wantedType: main,
    lastPacketUs: 0,
    times: CHANNEL_TIMES,
    ...given,
  };
  return {
    /** What it does on an event. */
    on(event: ChannelEvent): readonly ChannelEffect[] {
      const step = stepChannel(state, event, facts);
      state = step.state;
      return step.effects;
    },
    know(more: Partial<ChannelFacts>): void {
      facts = { ...facts, ...more };
    },
    /** Lets the time pass until something is due. */
    wait(): readonly ChannelEffect[] {
      facts = { ...facts, nowUs: nextLookUs(state) ?? facts.nowUs };
      return this.on({ type: 'time' });
    },
    get phase() {
      return state.now.phase;
    },
    get nowUs() {
      return facts.nowUs;
    },
    get dueUs() {
      return nextLookUs(state);
    },
  };
}

/** Waits until something is done other than reporting a loss. */
function waitFor(camera: ReturnType<typeof channel>): readonly ChannelEffect[] {
  for (let looks = 0; looks < 1000; looks++) {
    const effects = camera.wait().filter((effect) => effect.do !== 'report-loss');
    if (effects.length > 0) return effects;
  }
  throw new Error('it does nothing');
}

const control = (command: number, streamType: StreamType = main) => ({ do: 'control', command, streamType });

describe('a camera’s channel', () => {
  it('is asked for once its terminal is there, where it is watched, and else waits for a watcher', () => {
    const request = [
      { do: 'show', state: 'connecting' },
      { do: 'request', streamType: main },
    ];
    expect(channel().on({ type: 'online' })).toEqual(expect.arrayContaining(request));
    const idle = channel({ isWatched: false });
    expect(idle.on({ type: 'online' }).at(-1)).toEqual({ do: 'show', state: 'stopped' });
    expect(idle.dueUs).toBeUndefined();
    idle.know({ isWatched: true });
    expect(idle.on({ type: 'watched', isWatched: true })).toEqual(request);
  });

  it('is asked for again ever more patiently where nothing comes, and viewers are told why', () => {
    const camera = channel();
    camera.on({ type: 'online' });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      expect(camera.wait()).toMatchObject([{ do: 'show', state: 'connecting', failure: { cause: 'silent' } }]);
      const failedUs = camera.nowUs;
      expect(camera.wait()).toContainEqual({ do: 'request', streamType: main });
      waits.push((camera.nowUs - failedUs) / 1000);
    }
    expect(waits.slice(0, 3)).toEqual([500, 1000, 2000]);
    expect(waits.at(-1)).toBe(60_000);
  });

  it('is paused and then closed when the last watcher has gone, and resumed where one is back', () => {
    const camera = channel();
    camera.on({ type: 'online' });
    camera.on({ type: 'opened' });
    camera.on({ type: 'watched', isWatched: false });
    camera.know({ isWatched: false });
    expect(waitFor(camera)).toEqual([control(LIVE_COMMANDS.pause)]);
    expect(camera.on({ type: 'watched', isWatched: true })).toEqual([control(LIVE_COMMANDS.resume), { do: 'restart' }]);
    camera.know({ lastPacketUs: camera.nowUs });
    camera.on({ type: 'watched', isWatched: false });
    expect(waitFor(camera)).toEqual([control(LIVE_COMMANDS.pause)]);
    expect(waitFor(camera)).toEqual([
      control(LIVE_COMMANDS.close),
      expect.objectContaining({ do: 'leave' }),
      { do: 'show', state: 'stopped' },
    ]);
    expect([camera.phase, camera.dueUs]).toEqual(['idle', undefined]);
  });

  it('that sends nothing more is closed and asked for again at once; a paused one is not', () => {
    const camera = channel();
    camera.on({ type: 'online' });
    camera.on({ type: 'opened' });
    camera.know({ lastPacketUs: 5_000_000 });
    const effects = waitFor(camera);
    expect(camera.nowUs).toBe(15_000_000);
    expect(effects).toMatchObject([
      control(LIVE_COMMANDS.close),
      { do: 'leave', failure: { cause: 'silent', detail: 'channel 1 sends nothing more' } },
    ]);
    expect(camera.wait()).toContainEqual({ do: 'request', streamType: main });
    expect(camera.nowUs).toBe(15_250_000);
  });

  it('changes over to the stream that serves all, and is asked for anew where the terminal cannot', () => {
    const camera = channel();
    camera.on({ type: 'online' });
    camera.on({ type: 'opened' });
    camera.know({ wantedType: sub });
    expect(waitFor(camera)).toEqual([{ do: 'restart' }, { do: 'switch', streamType: sub }]);
    expect(camera.on({ type: 'switch-refused' })).toMatchObject([
      control(LIVE_COMMANDS.close, sub),
      { do: 'leave' },
      { do: 'show', state: 'connecting' },
      { do: 'request', streamType: sub },
    ]);
    expect(camera.on({ type: 'refused', streamType: sub })).toContainEqual({ do: 'request', streamType: main });
    camera.on({ type: 'opened' });
    camera.know({ lastPacketUs: 1e12 });
    for (let looks = 0; looks < 50; looks++) {
      expect(camera.wait().filter((effect) => effect.do === 'switch')).toEqual([]);
    }
  });

  it('stays quiet while its terminal is not there', () => {
    const camera = channel();
    camera.on({ type: 'online' });
    camera.on({ type: 'opened' });
    expect(camera.on({ type: 'offline', detail: 'gone' })).toMatchObject([
      { do: 'leave', reason: 'gone' },
      { do: 'show', state: 'connecting', failure: { cause: 'closed', detail: 'gone' } },
    ]);
    camera.on({ type: 'watched', isWatched: false });
    expect(camera.on({ type: 'retry' })).toEqual([]);
    expect(camera.dueUs).toBeUndefined();
  });

  it('is at rest once it is not watched, whatever came before', () => {
    const event = fc.constantFrom<ChannelEvent>(
      { type: 'online' },
      { type: 'offline', detail: 'gone' },
      { type: 'opened' },
      { type: 'closed', detail: 'closed' },
      { type: 'refused', streamType: sub },
      { type: 'switch-refused' },
      { type: 'retry' },
      { type: 'time' },
    );
    fc.assert(
      fc.property(fc.array(event), fc.constantFrom(main, sub), (events, wantedType) => {
        const camera = channel({ wantedType });
        for (const one of events) {
          // Packets are taken where they were asked for alone.
          const isAsked = camera.phase === 'starting' || camera.phase === 'streaming';
          if (one.type !== 'opened' || isAsked) camera.on(one);
        }
        camera.know({ isWatched: false });
        camera.on({ type: 'watched', isWatched: false });
        for (let looks = 0; camera.dueUs !== undefined && looks < 200; looks++) camera.wait();
        expect(['idle', 'offline']).toContain(camera.phase);
        expect(camera.dueUs).toBeUndefined();
      }),
    );
  });
});
