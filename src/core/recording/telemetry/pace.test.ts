import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TelemetryPace, type TimedTelemetry } from './pace';

/** What is written of what comes every so many ms. */
function written(everyMs: number, seconds: number, altitudeOf: (n: number) => number) {
  const pace = new TelemetryPace();
  const lines: TimedTelemetry[] = [];
  for (let n = 0; n * everyMs < seconds * 1000; n++) {
    const line = pace.take({ values: { altitudeM: altitudeOf(n) }, receiveUs: n * everyMs * 1000 });
    if (line) lines.push(line);
  }
  const rest = pace.rest();
  return rest ? [...lines, rest] : lines;
}

describe('the telemetry that is written down', () => {
  it.each([
    [20, 125],
    [50, 100],
    [100, 100],
    [1000, 10],
  ])('is of one every %d ms so many in ten seconds: %d, and the last', (everyMs, count) => {
    const lines = written(everyMs, 10, (n) => n);
    expect(lines.length - count).toBeOneOf([0, 1]);
    expect(lines.at(-1)?.values).toEqual({ altitudeM: (10 * 1000) / everyMs - 1 });
  });

  it('is one a second where it says the same', () => {
    expect(written(20, 10, () => 5).length).toBeLessThanOrEqual(11);
    expect(written(20, 10, () => 5).map(({ receiveUs }) => receiveUs)[3]).toBe(3_000_000);
  });

  it('has the last before a silence, when it may be written', () => {
    const pace = new TelemetryPace();
    pace.take({ values: { altitudeM: 1 }, receiveUs: 0 });
    expect(pace.take({ values: { altitudeM: 2 }, receiveUs: 20_000 })).toBeUndefined();
    expect(pace.due(50_000)).toBeUndefined();
    expect(pace.due(500_000)).toEqual({ values: { altitudeM: 2 }, receiveUs: 20_000 });
    expect([pace.due(600_000), pace.rest()]).toEqual([undefined, undefined]);
  });

  it('is in the order of its times, never more than it may be, whatever comes', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 2 })));
    fc.assert(
      fc.property(steps, (all) => {
        const pace = new TelemetryPace();
        const lines: TimedTelemetry[] = [];
        let us = 0;
        for (const [step, altitudeM] of all) {
          us += step;
          const line = pace.take({ values: { altitudeM }, receiveUs: us });
          if (line) lines.push(line);
        }
        for (const [n, { receiveUs }] of lines.entries())
          expect(receiveUs - (lines[n - 1]?.receiveUs ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(80_000);
        expect((pace.rest() ?? lines.at(-1))?.receiveUs).toBe(all.length > 0 ? us : undefined);
      }),
    );
  });
});
