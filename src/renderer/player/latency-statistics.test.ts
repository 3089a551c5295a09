import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HISTOGRAM_BINS, histogramOf } from './histogram';
import { latencyOf } from './latency';
import { splitOf } from './latency-split';
import { LatencyStatistics } from './latency-statistics';

/** The viewer's clock is 6 s behind the station's. */
const OFFSET_US = -6_000_000;
const shown = {
  timestamp: 1,
  width: 640,
  height: 480,
  captureUs: 7_000_000,
  receiveUs: 7_030_000,
  sentUs: 7_030_500,
  pushedUs: 1_031_700,
  decodedUs: 1_035_700,
  shownUs: 1_041_700,
};
const { captureUs: _, ...uncaptured } = shown;

describe("a picture's latency in its parts", () => {
  it('is measured on one clock for each, and on both for the link', () => {
    expect(splitOf(shown, OFFSET_US)).toEqual({ host: 30_000, station: 500, link: 1200, decode: 4000, screen: 6000 });
  });

  it('adds up to the whole, from the capture or from the arrival', () => {
    const sum = (split: object) => Object.values(split).reduce((total: number, us: number) => total + us, 0);
    for (const picture of [shown, uncaptured]) {
      expect(sum(splitOf(picture, OFFSET_US))).toBe(latencyOf(picture, OFFSET_US)?.us);
    }
  });

  it('leaves out what is not known', () => {
    expect(splitOf(shown, undefined)).not.toHaveProperty('link');
    expect(splitOf(uncaptured, OFFSET_US)).not.toHaveProperty('host');
    const { sentUs: _sent, decodedUs: _decoded, ...bare } = uncaptured;
    expect(splitOf(bare, OFFSET_US)).toEqual({});
  });
});

describe('latency statistics', () => {
  it('sum up each part over the pictures that have it', () => {
    const statistics = new LatencyStatistics();
    for (let n = 1; n <= 10; n++) {
      statistics.shown({ ...uncaptured, decodedUs: uncaptured.pushedUs + n * 1000 }, OFFSET_US);
    }
    const { summaries, histogram } = statistics.parts(shown.shownUs);
    expect(summaries.decode).toEqual({ p50Us: 5000, p95Us: 10_000, maxUs: 10_000, count: 10 });
    expect(summaries.host).toBeUndefined();
    expect(statistics.total(shown.shownUs)).toMatchObject({ from: 'arrival', summary: { p50Us: 11_700, count: 10 } });
    expect(histogram.counts[11]).toBe(10);
  });

  it('do not mix latency from the capture with latency from the arrival', () => {
    const statistics = new LatencyStatistics();
    statistics.shown(uncaptured, OFFSET_US);
    statistics.shown(shown, OFFSET_US);
    expect(statistics.total(shown.shownUs)).toMatchObject({ from: 'capture', summary: { p50Us: 41_700, count: 1 } });
    statistics.shown(uncaptured, OFFSET_US);
    expect(statistics.parts(shown.shownUs).summaries.host).toBeUndefined();
  });

  it('are never negative, however wrong the clocks are related: a picture proves that it came after it was sent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -200_000, max: 200_000 }), { minLength: 1 }), (errors) => {
        const statistics = new LatencyStatistics();
        for (const [n, error] of errors.entries()) {
          const at = n * 33_000;
          const picture = { ...uncaptured, receiveUs: uncaptured.receiveUs + at, sentUs: shown.sentUs + at };
          const times = { pushedUs: shown.pushedUs + at, decodedUs: shown.decodedUs + at, shownUs: shown.shownUs + at };
          statistics.shown({ ...picture, ...times }, OFFSET_US + error);
        }
        const { summaries } = statistics.parts(shown.shownUs);
        for (const summary of Object.values(summaries)) expect(summary.p50Us).toBeGreaterThanOrEqual(0);
        const { p50Us } = statistics.total(shown.shownUs)?.summary ?? { p50Us: 0 };
        expect(p50Us).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('leave out a picture that would have been shown before it was taken', () => {
    const statistics = new LatencyStatistics();
    statistics.shown({ ...shown, captureUs: 7_060_000 }, OFFSET_US);
    expect(statistics.total(shown.shownUs)).toBeUndefined();
  });

  it('are empty while the clocks are not related, and after a reset', () => {
    const statistics = new LatencyStatistics();
    statistics.shown(shown, undefined);
    expect(statistics.total(shown.shownUs)).toBeUndefined();
    statistics.shown(shown, OFFSET_US);
    statistics.reset();
    expect(statistics.total(shown.shownUs)).toBeUndefined();
    expect(statistics.parts(shown.shownUs).summaries).toEqual({});
  });
});

describe('the histogram', () => {
  it('has the narrowest round bins in which all values find room', () => {
    expect(histogramOf([0, 999, 1000, 19_999])).toMatchObject({ binUs: 1000, counts: { 0: 2, 1: 1, 19: 1 } });
    expect(histogramOf([20_000])).toMatchObject({ binUs: 2000, counts: { 10: 1 } });
  });

  it('has the first bin for what is below zero, and the last for what is beyond all', () => {
    expect(histogramOf([-5, 9e9])).toMatchObject({ binUs: 1e6, counts: { 0: 1, 19: 1 } });
  });

  it('counts every value once', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }));
    fc.assert(
      fc.property(values, (us) => {
        const { counts } = histogramOf(us);
        expect(counts).toHaveLength(HISTOGRAM_BINS);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(us.length);
      }),
    );
  });
});
