import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import type { Telemetry } from '../telemetry';
import { METRIC, unitsOf } from '../units/choice';
import { lanesOf } from './lanes';
import { plotKeys, plotQuantity, plotValue } from './plot-key';
import { levelFor, PLOT_LEVELS, PLOT_SPANS_S, pastStepUs } from './span';
import { ticksOf } from './ticks';
import { TimeRing } from './time-ring';
import { traceOf } from './trace';

const SECOND = 1e6;
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('what can be plotted', () => {
  const telemetry: Telemetry = {
    altitudeM: 12,
    armed: true,
    mode: 'Loiter',
    hostTimeUs: 5,
    cellsV: [4.1, 4],
    vibrationMps2: { x: 1, y: 2, z: 3 },
    custom: { 'sonar.depth': 3.2, bad: Number.NaN },
  };

  it('is each number, by its own name', () => {
    const keys = plotKeys(telemetry);
    expect(keys).toEqual([
      ...['altitudeM', 'cellsV.1', 'cellsV.2', 'vibrationMps2.x', 'vibrationMps2.y', 'vibrationMps2.z'],
      ...['custom.sonar.depth', 'custom.bad'],
    ]);
    expect(keys.map((key) => plotValue(telemetry, key))).toEqual([12, 4.1, 4, 1, 2, 3, 3.2, undefined]);
    const labels = keys.map((key) => english(plotQuantity(key)!.label));
    expect(labels.slice(1, 4)).toEqual(['Cells 1', 'Cells 2', 'Vibration x']);
    expect(labels[6]).toBe('sonar.depth');
    expect(plotQuantity('yawDeg')?.aggregate).toBe('turn');
    expect(plotQuantity('fixType')?.aggregate).toBe('last');
  });

  it('is nothing else, whatever the key', () => {
    const none = [
      '',
      'mode',
      'armed',
      'hostTimeUs',
      'altitudeM.x',
      'cellsV',
      'cellsV.0',
      'cellsV.15',
      'vibrationMps2.w',
    ];
    for (const key of [...none, 'toString', 'constructor.name', `custom.${'x'.repeat(300)}`])
      expect(plotQuantity(key)).toBeUndefined();
    for (const key of ['constructor.name', 'custom.constructor', '__proto__.x', 'cellsV.length'])
      expect(plotValue(telemetry, key)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (key) => {
        plotQuantity(key);
        plotValue(telemetry, key);
      }),
    );
  });
});

describe('values over time', () => {
  it('are aggregated, and known by their time in whichever order they come', () => {
    const value = fc.record({ us: fc.integer({ min: 0, max: 30 * SECOND }), value: finite });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
        const ring = new TimeRing();
        for (const { us, value } of values) ring.add(us, value);
        const buckets = ring.between(0, 0, 30 * SECOND);
        const all = values.map(({ value }) => value);
        expect(Math.min(...buckets.map(({ min }) => min))).toBe(Math.min(...all));
        expect(Math.max(...buckets.map(({ max }) => max))).toBe(Math.max(...all));
        for (const { min, max, mean, last } of buckets) {
          expect(mean).toBeGreaterThanOrEqual(min - 1e-6);
          expect(mean).toBeLessThanOrEqual(max + 1e-6);
          expect(last >= min && last <= max).toBe(true);
        }
        const times = buckets.map(({ timeUs }) => timeUs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });

  it('are no more than a level has places, however long they come', () => {
    const ring = new TimeRing();
    for (let at = 0; at < 20_000; at++) ring.add(at * 100_000, at);
    for (const [level, { buckets, bucketUs }] of PLOT_LEVELS.entries()) {
      const kept = ring.between(level, 0, 2000 * SECOND);
      expect(kept.length).toBeLessThanOrEqual(buckets);
      expect(kept.at(-1)!.last).toBe(19_999);
      expect(kept[0]!.timeUs).toBeGreaterThan(2000 * SECOND - bucketUs * (buckets + 1));
    }
  });

  it('of the past do not touch what came itself, and give way to it', () => {
    const ring = new TimeRing();
    ring.addPast(1000, 5);
    ring.add(2000, 7);
    ring.addPast(3000, 9);
    expect(ring.between(0, 0, SECOND)).toMatchObject([{ min: 7, max: 7, last: 7 }]);
    ring.clear();
    expect(ring.between(0, 0, SECOND)).toEqual([]);
  });

  it('reach over every length that can be chosen, and the past is asked for in no more than some hundreds', () => {
    for (const spanS of PLOT_SPANS_S) {
      const { bucketUs, buckets } = PLOT_LEVELS[levelFor(spanS)]!;
      expect(bucketUs * (buckets - 1)).toBeGreaterThanOrEqual(spanS * SECOND);
      expect((spanS * SECOND) / pastStepUs(spanS)).toBeLessThanOrEqual(600);
    }
  });
});

describe('a line', () => {
  const rules = { aggregate: 'band', staleAfterUs: 2 * SECOND, cursorUs: 10 * SECOND } as const;
  const ringOf = (...values: readonly (readonly [s: number, value: number | undefined])[]) => {
    const ring = new TimeRing();
    for (const [s, value] of values)
      if (value === undefined) ring.addUnknown(s * SECOND);
      else ring.add(s * SECOND, value);
    return ring.between(1, 0, 20 * SECOND);
  };
  const runs = (buckets: ReturnType<typeof ringOf>, more: Partial<Parameters<typeof traceOf>[1]> = {}) =>
    traceOf(buckets, { ...rules, ...more }).runs.map((run) => run.map(({ value }) => value));

  it('ends where the value went stale, and where it was unknown', () => {
    expect(runs(ringOf([1, 1], [2, 2], [5, 3], [6, 4]))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(runs(ringOf([1, 1], [1.5, undefined], [2, 2]))).toEqual([[1], [2]]);
    expect(runs(ringOf([1, 1], [9, 2]), { staleAfterUs: Number.POSITIVE_INFINITY })).toEqual([[1, 2]]);
  });

  it('never goes across an unknown, whatever comes', () => {
    const event = fc.tuple(fc.integer({ min: 0, max: 76 }), fc.option(finite, { nil: undefined, freq: 3 }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const unknown = events.filter(([, value]) => value === undefined).map(([at]) => at / 4);
        const found = traceOf(ringOf(...events.map(([at, value]) => [at / 4, value] as const)), rules).runs;
        for (const run of found) {
          for (let at = 1; at < run.length; at++) {
            const [from, to] = [run[at - 1]!.timeUs / SECOND, run[at]!.timeUs / SECOND];
            expect(to - from).toBeLessThanOrEqual(2);
            expect(unknown.some((s) => s > from + 0.125 && s < to - 0.125)).toBe(false);
          }
        }
      }),
    );
  });

  it('of a heading goes over north, and not round by south', () => {
    expect(runs(ringOf([1, 350], [2, 358], [3, 4], [4, 9]), { aggregate: 'turn' })).toEqual([
      [350, 358],
      [4, 9],
    ]);
  });

  it('has its figures up to the cursor', () => {
    const buckets = ringOf([1, 4], [2, 8], [3, 6], [5, 99]);
    expect(traceOf(buckets, { ...rules, cursorUs: 3.9 * SECOND }).figures).toEqual({ now: 6, min: 4, max: 8, mean: 6 });
    expect(traceOf(buckets, { ...rules, cursorUs: 9 * SECOND }).figures).toMatchObject({ max: 99 });
    expect(traceOf(buckets, { ...rules, cursorUs: 9 * SECOND }).figures).not.toHaveProperty('now');
    expect(traceOf(buckets, { ...rules, aggregate: 'turn' }).figures).not.toHaveProperty('mean');
    expect(traceOf([], rules).figures).toEqual({});
  });
});

describe('an axis', () => {
  it('has round marks within its ends', () => {
    expect(ticksOf(0, 10, 6)).toEqual({ values: [0, 2, 4, 6, 8, 10], decimals: 0 });
    expect(ticksOf(-0.3, 0.3, 4)).toMatchObject({ decimals: 1 });
    expect(ticksOf(5, 5, 3).values).toEqual([]);
    fc.assert(
      fc.property(
        finite,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (min, size, most) => {
          const { values } = ticksOf(min, min + size, most);
          expect(values.length).toBeLessThanOrEqual(most + 1);
          for (const value of values) expect(value >= min - size * 1e-6 && value <= min + size * (1 + 1e-6)).toBe(true);
        },
      ),
    );
  });

  it('is one for each dimension, in the units that are read, with the vehicle’s own levels', () => {
    const lines = ['batteryV', 'altitudeM', 'rangeM', 'custom.a', 'custom.b'].map((key, style) => {
      const ring = new TimeRing();
      ring.add(SECOND, 10);
      const rules = { aggregate: 'band', staleAfterUs: SECOND, cursorUs: SECOND } as const;
      return { quantity: plotQuantity(key)!, style, trace: traceOf(ring.between(0, 0, 2 * SECOND), rules) };
    });
    const lanes = lanesOf(lines, { batteryLowV: 14, batteryCriticalV: 13 }, unitsOf('imperial'));
    expect(lanes.map(({ unit, lines: of }) => [unit.symbol, of.length])).toEqual([
      ['V', 1],
      ['ft', 2],
      ['', 1],
      ['', 1],
    ]);
    expect(lanes[0]?.limits).toEqual([
      { level: 'caution', side: 'below', value: 14 },
      { level: 'warning', side: 'below', value: 13 },
    ]);
    for (const { min, max } of lanes) expect(min < 10 && max > 10).toBe(true);
    expect(lanesOf(lines.slice(0, 1), {}, METRIC)[0]?.limits).toEqual([]);
  });
});
