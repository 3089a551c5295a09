import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { histogramOf } from '../../player/histogram';
import { NO_READINGS, type Readings } from '../../streams/stream-state';
import { describeHistogram } from './describe-histogram';
import { ROW_COUNT, statisticsRows } from './statistics-rows';

const summary = (p50Us: number) => ({ p50Us, p95Us: 2 * p50Us, maxUs: 3 * p50Us, count: 150 });
const rowsOf = (readings: Partial<Readings>) =>
  statisticsRows({ statistics: undefined, readings: { ...NO_READINGS, ...readings } }, english);
const parts = { station: summary(500), link: summary(1200), decode: summary(4000), screen: summary(6000) };
const histogram = histogramOf([3000, 3100, 12_000]);

describe('the rows of the statistics', () => {
  it('are never more than the panel reckons with', () => {
    const latency = { from: 'capture', summary: summary(41_700) } as const;
    const all = rowsOf({ latency, latencyParts: { summaries: { ...parts, host: summary(30_000) }, histogram } });
    expect(all).toHaveLength(ROW_COUNT);
    expect(new Set(all.map(([name]) => name)).size).toBe(ROW_COUNT);
  });

  it('split the latency, and say since what it counts', () => {
    const latency = { from: 'arrival', summary: summary(11_700) } as const;
    const rows = new Map(rowsOf({ latency, latencyParts: { summaries: parts, histogram } }));
    expect(rows.get('From arrival')).toEqual(['11.7', '23.4', '35.1']);
    expect(rows.get('– link')).toEqual(['1.2', '2.4', '3.6']);
    expect(rows.get('0 to 20 ms')).toBe(histogram);
    expect(rows.has('– host')).toBe(false);
  });

  it('say why a stream is a picture late, where it is', () => {
    const statistics = {
      bytes: 0,
      pictures: 0,
      bitsPerSecond: 0,
      picturesPerSecond: 0,
      faults: 0,
      reconnects: 0,
      telemetryFaults: 0,
      droppedForViewer: 0,
      format: '',
      subscribers: 1,
      droppedBeforeKey: 0,
      viewerDrops: { overtaken: 0, overflow: 0, waitingForKey: 0 },
    };
    const names = (waited: Record<string, number>) => {
      const pictureEnds = { found: 0, waited };
      return new Map(statisticsRows({ readings: NO_READINGS, statistics: { ...statistics, pictureEnds } }, english));
    };
    expect(names({ 'bad-bits': 2, 'field-picture': 10 }).get('Ended by the next')).toBe('12, field picture');
    expect(names({ 'bad-bits': 2 }).get('Ended by the next')).toBe('2, bad-bits');
    expect(names({}).has('Ended by the next')).toBe(false);
  });

  it('leave unknown what is not known', () => {
    const known = rowsOf({}).filter(([, value]) => value !== undefined);
    expect(known.map(([name]) => name)).toEqual(['Latency, ms']);
  });
});

describe('the histogram in words', () => {
  it('names the fullest bar and the end', () => {
    expect(describeHistogram(histogram, english)).toBe('Latency of 3 pictures: most often 3 to 4 ms, all below 13 ms');
    expect(describeHistogram(histogramOf([9e9]), english)).toBe('Latency of 1 picture: most often 19000 ms and more');
    expect(describeHistogram(histogramOf([]), english)).toBe('Latency: no picture in the last five seconds');
  });
});
