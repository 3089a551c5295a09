import { describe, expect, it } from 'vitest';
import { SilenceLimit } from './silence-limit';

/**
 * A camera of one picture every so often, seen for an hour: how often its connection is given up. What it sends at the start
 * of a connection differs: a picture at once, or the next when it is due.
 */
function connectionsIn(hourMs: number, everyMs: number, startsAtOnce: boolean): number {
  const silence = new SilenceLimit();
  let [nowMs, connections, dueMs] = [0, 0, everyMs];
  while (nowMs < hourMs) {
    connections++;
    silence.opened();
    if (startsAtOnce) {
      silence.data(nowMs);
      dueMs = nowMs + everyMs;
    }
    for (; nowMs < hourMs && dueMs - nowMs <= silence.ms; dueMs += everyMs) {
      nowMs = dueMs;
      silence.data(nowMs);
    }
    if (nowMs >= hourMs) break;
    nowMs += silence.ms;
    silence.exceeded(nowMs);
    while (dueMs <= nowMs) dueMs += everyMs;
  }
  return connections;
}

const HOUR_MS = 3_600_000;

describe('how long a camera may be silent', () => {
  it.each([
    [33, 1],
    [1000, 1],
    [9000, 1],
    [15_000, 2],
    [39_000, 3],
  ])('lets one of a picture every %i ms be after %i connections', (everyMs, most) => {
    expect(connectionsIn(HOUR_MS, everyMs, true)).toBeLessThanOrEqual(most);
    expect(connectionsIn(HOUR_MS, everyMs, false)).toBeLessThanOrEqual(most);
  });

  it('is the least again for one that gives pictures quickly, and never more than two minutes', () => {
    const silence = new SilenceLimit();
    for (let n = 0; n < 10; n++) silence.exceeded(0);
    expect(silence.ms).toBe(120_000);
    silence.opened();
    for (let nowMs = 0; nowMs < 130_000; nowMs += 33) silence.data(nowMs);
    expect(silence.ms).toBe(10_000);
  });

  it('of a slow camera stays three times the distance of its pictures', () => {
    const silence = new SilenceLimit();
    silence.opened();
    for (let nowMs = 0; nowMs < 600_000; nowMs += 15_000) silence.data(nowMs);
    expect(silence.ms).toBe(45_000);
    // A picture comes in several pieces.
    for (let nowMs = 600_000; nowMs < 1_200_000; nowMs += 15_000)
      for (const piece of [0, 1, 2]) silence.data(nowMs + piece);
    expect(silence.ms).toBeGreaterThan(44_000);
  });
});
