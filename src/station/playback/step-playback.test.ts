import { describe, expect, it } from 'vitest';
import type { PlayRequest } from '#contracts/playback';
import { type PlaybackEffect, type PlaybackEvent, type PlayState, type Sending, STOPPED } from './playback-state';
import { type MediumIndex, stepPlayback } from './step-playback';

/** A picture a second, a key picture every five; ten in all, unless more come. */
function makeMedium(more: Partial<MediumIndex> = {}, first = 0): MediumIndex {
  const there = (at: number) => (at >= first && at < 10 ? at : undefined);
  return {
    isGrowing: false,
    pictureAt: (us) => Math.min(9, Math.max(first, Math.floor(us / 1e6))),
    next: (at) => there(Math.max(first, at + 1)),
    previous: (at) => there(at - 1),
    nextKey: (at) => there(at - (at % 5) + 5),
    keyOf: (at) => at - (at % 5),
    timeUs: (at) => at * 1e6,
    ...more,
  };
}

/** Steps through events, and keeps the last state and its effects. */
function machine(medium = makeMedium()) {
  let state: PlayState = STOPPED;
  let effects: readonly PlaybackEffect[] = [];
  const step = (event: PlaybackEvent) => {
    ({ state, effects } = stepPlayback(state, event, medium));
    return effects.map((effect) => effect.do);
  };
  const sending = (): Sending => {
    const load = effects.findLast((effect) => effect.do === 'load');
    if (!load) throw new Error('nothing is loaded');
    return load.sending;
  };
  return {
    step,
    sending,
    state: () => state,
    play: (request: Partial<PlayRequest>, nowUs = 0) =>
      step({ type: 'play', request: { run: 1, rate: 0, ...request }, nowUs }),
    loaded: (isFound = true, nowUs = 0, of = sending()) =>
      step({ type: 'loaded', sending: of, isFound, telemetryUs: undefined, nowUs }),
    due: (nowUs: number) => step({ type: 'due', turn: state.turn, nowUs }),
    waits: () => effects.flatMap((effect) => (effect.do === 'wait' ? [effect.us] : [])),
  };
}

describe('a step of playback', () => {
  it('to a place gives what it is decoded from hidden, then stands', () => {
    const { play, loaded, sending, state } = machine();
    expect(play({ fromUs: 7e6 })).toEqual(['stop-sound', 'load']);
    expect(state()).toMatchObject({ state: 'seeking', target: 7, place: 7, positionUs: 7e6 });
    const given: [number, boolean][] = [];
    while (state().state === 'seeking') {
      given.push([sending().place, sending().isHidden]);
      loaded();
    }
    expect(given).toEqual([
      [5, true],
      [6, true],
      [7, false],
    ]);
    expect(state()).toMatchObject({ state: 'standing', sent: 7, isAtEnd: false });
  });

  it('forward from where it stands gives one picture more, backward begins at the key picture', () => {
    const { play, loaded, sending, state } = machine();
    play({ fromUs: 5e6 });
    loaded();
    play({ step: 1 });
    expect(state()).toMatchObject({ state: 'stepping', target: 6 });
    expect(loaded()).toEqual(['give', 'changed', 'follow-sound']);
    play({ step: -1 });
    expect([state().state, sending().place]).toEqual(['seeking', 5]);
  });

  it('plays each picture when its time has come, and stands at the end', () => {
    const { play, loaded, due, sending, state, waits } = machine();
    play({ fromUs: 8e6, rate: 1 });
    for (let at = 5; at < 8; at++) loaded();
    expect(loaded()).toEqual(['give', 'changed', 'follow-sound', 'wait']);
    expect(waits()).toEqual([1e6]);
    expect(due(1e6)).toEqual(['load']);
    expect(sending()).toMatchObject({ place: 9, isHidden: false });
    expect(loaded(true, 1e6)).toEqual(['give', 'stop-sound', 'changed']);
    expect(state()).toMatchObject({ state: 'standing', isAtEnd: true, positionUs: 9e6, clock: { rate: 0 } });
  });

  it('waits at the end of what grows, and tells of the end once', () => {
    const { play, loaded, due, state } = machine(makeMedium({ isGrowing: true }));
    play({ fromUs: 9e6, rate: 1 });
    for (let at = 5; at < 9; at++) loaded();
    expect(loaded()).toEqual(['give', 'changed', 'follow-sound', 'changed', 'wait']);
    expect(due(20_000)).toEqual(['wait']);
    expect(state()).toMatchObject({ state: 'playing', isAtEnd: true });
  });

  it('does not sit through a pause, unless others play in step', () => {
    const gap = { timeUs: (at: number) => (at < 6 ? at * 1e6 : at * 1e6 + 60e6) };
    const alone = machine(makeMedium(gap));
    alone.play({ fromUs: 5e6, rate: 1 });
    alone.loaded();
    expect(alone.waits()).toEqual([2e6]);
    const inStep = machine(makeMedium(gap));
    inStep.play({ fromUs: 5e6, rate: 1, inStep: true });
    inStep.loaded();
    expect(inStep.waits()).toEqual([61e6]);
  });

  it('goes on at a later key picture where it is far behind', () => {
    const { play, loaded, due, sending } = machine();
    play({ fromUs: 0, rate: 1 });
    loaded();
    due(7e6);
    expect(sending().place).toBe(5);
  });

  it('goes on behind what was deleted meanwhile', () => {
    const { play, loaded, sending, state } = machine(makeMedium({}, 5));
    play({ fromUs: 5e6, rate: 1 });
    loaded(false);
    expect([state().state, sending().place]).toEqual(['seeking', 6]);
  });

  it('takes nothing that belongs to another question', () => {
    const { play, loaded, step, sending, state } = machine();
    play({ fromUs: 2e6 });
    const former = sending();
    play({ run: 2, fromUs: 8e6 });
    const before = state();
    expect(loaded(true, 0, former)).toEqual([]);
    expect(step({ type: 'failed', turn: former.turn })).toEqual([]);
    expect(step({ type: 'due', turn: former.turn, nowUs: 9e6 })).toEqual([]);
    expect(state()).toBe(before);
  });

  it('stops where it is told to, and where what is read fails', () => {
    const { play, step, state } = machine();
    play({ fromUs: 2e6 });
    expect(step({ type: 'failed', turn: state().turn })).toEqual(['stop-sound']);
    expect(state()).toMatchObject({ state: 'stopped', run: 0, place: undefined });
    play({ fromUs: 2e6 });
    step({ type: 'stop' });
    expect(state()).toMatchObject({ state: 'stopped', sent: undefined });
  });
});
