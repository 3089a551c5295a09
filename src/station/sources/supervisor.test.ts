import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkFailure, LinkState } from '#contracts/link';
import { type LinkEvents, Supervisor } from './supervisor';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A link whose lives the test ends one by one. */
function fakeLink(cause: LinkFailure['cause'] = 'refused') {
  const lives: { events: LinkEvents; end: () => void; signal: AbortSignal }[] = [];
  const states: LinkState[] = [];
  const supervisor = new Supervisor({
    run: (signal, events) =>
      new Promise((resolve) => {
        const end = () => resolve({ cause, detail: 'no' });
        signal.addEventListener('abort', end);
        lives.push({ events, end, signal });
      }),
    now: () => Date.now() * 1000,
    random: () => 0.5,
    onState: (state) => states.push(state),
  });
  supervisor.start();
  const life = (index: number) => {
    const found = lives[index];
    if (!found) throw new Error(`there was no life ${index}`);
    return found;
  };
  return { supervisor, lives, states, life };
}

async function endLife(link: ReturnType<typeof fakeLink>, index: number, waitMs: number) {
  link.life(index).end();
  await vi.advanceTimersByTimeAsync(waitMs);
}

describe('a supervisor', () => {
  it('waits for nothing where another connection gives data already', async () => {
    const ends = [{ cause: 'silent', detail: 'no byte', hasNext: true } as const];
    const states: LinkState[] = [];
    const supervisor = new Supervisor({
      run: (signal) =>
        new Promise((resolve) => {
          const end = ends.shift();
          if (end) return resolve(end);
          signal.addEventListener('abort', () => resolve({ cause: 'closed', detail: '' }));
        }),
      now: () => 0,
      onState: (state) => states.push(state),
    });
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    const failure = { cause: 'silent', detail: 'no byte', everData: false };
    expect(states).toEqual([{ state: 'connecting' }, { state: 'connecting', failure }]);
    await supervisor.stop();
  });

  it('tries again after 0.25 s, doubling, while nothing comes', async () => {
    const link = fakeLink();
    await endLife(link, 0, 249);
    expect(link.lives).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(link.lives).toHaveLength(2);
    await endLife(link, 1, 499);
    expect(link.lives).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(link.lives).toHaveLength(3);
  });

  it('is impatient again once data came', async () => {
    const link = fakeLink();
    for (let life = 0; life < 5; life++) await endLife(link, life, 5000);
    link.life(5).events.opened();
    link.life(5).events.data();
    await endLife(link, 5, 250);
    expect(link.lives).toHaveLength(7);
  });

  it('waits no longer than half a second behind an attempt that nothing answered, which was a wait itself', async () => {
    const link = fakeLink('timed-out');
    await endLife(link, 0, 250);
    for (let life = 1; life < 8; life++) await endLife(link, life, 400);
    expect(link.lives).toHaveLength(9);
  });

  it('stays impatient for a minute behind the last data, since a link that flaps is soon back', async () => {
    const link = fakeLink();
    link.life(0).events.opened();
    link.life(0).events.data();
    // Refused again and again: 0.25 s, then never more than half a second.
    await endLife(link, 0, 250);
    for (let life = 1; life < 8; life++) await endLife(link, life, 400);
    expect(link.lives).toHaveLength(9);
    // A minute without data: as patient as ever.
    await vi.advanceTimersByTimeAsync(60_000);
    await endLife(link, 8, 4999);
    expect(link.lives).toHaveLength(9);
    await vi.advanceTimersByTimeAsync(1);
    expect(link.lives).toHaveLength(10);
  });

  it('tells each state once, and the first data', async () => {
    const link = fakeLink();
    const { events } = link.life(0);
    events.opened();
    for (let n = 0; n < 100; n++) events.data();
    link.life(0).end();
    await vi.advanceTimersByTimeAsync(250);
    expect(link.states.map((state) => state.state)).toEqual(['connecting', 'open', 'open', 'failed', 'connecting']);
    expect(link.states[3]).toMatchObject({ failure: { cause: 'refused', everData: true } });
    expect(link.states[4]).toMatchObject({ failure: { cause: 'refused' } });
  });

  it('does not wait when asked to try now', async () => {
    const link = fakeLink();
    for (let life = 0; life < 5; life++) await endLife(link, life, 5000);
    await endLife(link, 5, 0);
    link.supervisor.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(link.lives).toHaveLength(7);
  });

  it.each([
    ['connected', 0],
    ['waiting', 1],
  ])('stops for good while %s', async (_, ended) => {
    const link = fakeLink();
    if (ended) await endLife(link, 0, 10);
    await link.supervisor.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.lives).toHaveLength(1);
    expect(link.supervisor.state).toEqual({ state: 'stopped' });
  });

  it('takes a run that throws for one that failed, and goes on', async () => {
    const states: LinkState[] = [];
    let runs = 0;
    const supervisor = new Supervisor({
      run: () => {
        runs++;
        return Promise.reject(new Error('a fault of ours'));
      },
      now: () => 0,
      random: () => 0.5,
      onState: (state) => states.push(state),
    });
    supervisor.start();
    await vi.advanceTimersByTimeAsync(250);
    expect(runs).toBe(2);
    expect(states[1]).toMatchObject({ state: 'failed', failure: { cause: 'error', detail: 'a fault of ours' } });
    await supervisor.stop();
  });
});
