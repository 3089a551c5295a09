import { describe, expect, it } from 'vitest';
import { LatencyWindow, latencyOf } from './latency';

const shown = { timestamp: 1, pushedUs: 0, width: 640, height: 480, shownUs: 1_012_000, receiveUs: 7_000_000 };

describe('the latency of a picture', () => {
  it('is unknown while the clocks are not related', () => {
    expect(latencyOf(shown, undefined)).toBeUndefined();
  });

  it('counts from arrival at the station where the capture time is not known', () => {
    expect(latencyOf(shown, -6_000_000)).toEqual({ from: 'arrival', us: 12_000 });
  });

  it('counts from the capture where it is known', () => {
    expect(latencyOf({ ...shown, captureUs: 6_970_000 }, -6_000_000)).toEqual({ from: 'capture', us: 42_000 });
  });
});

describe('latency over five seconds', () => {
  it('is unknown without a picture', () => {
    expect(new LatencyWindow().summary(0)).toBeUndefined();
  });

  it('gives nearest-rank percentiles', () => {
    const window = new LatencyWindow();
    for (let n = 100; n >= 1; n--) window.add(0, n * 1000);
    expect(window.summary(0)).toEqual({ p50Us: 50_000, p95Us: 95_000, maxUs: 100_000, count: 100 });
  });

  it('gives one picture for all of them', () => {
    const window = new LatencyWindow();
    window.add(0, 8000);
    expect(window.summary(0)).toEqual({ p50Us: 8000, p95Us: 8000, maxUs: 8000, count: 1 });
  });

  it('forgets what is older than five seconds', () => {
    const window = new LatencyWindow();
    window.add(0, 900_000);
    window.add(4e6, 10_000);
    expect(window.summary(4_999_999)?.maxUs).toBe(900_000);
    expect(window.summary(5e6)?.maxUs).toBe(10_000);
    expect(window.summary(9e6)).toBeUndefined();
  });

  it('is bounded', () => {
    const window = new LatencyWindow();
    for (let n = 0; n < 5000; n++) window.add(0, n);
    expect(window.values(0)).toHaveLength(600);
    expect(window.summary(0)?.maxUs).toBe(4999);
  });
});
