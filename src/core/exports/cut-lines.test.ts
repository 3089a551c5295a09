import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecordLine, writeLine } from '../recording/telemetry/lines';
import { LineCutter } from './cut-lines';

const telemetry = (t: number): RecordLine => ({ type: 'telemetry', t, wall: 'w', values: { altitudeM: t } });

/** The lines of a clip from 10 s to 20 s. */
function cut(...lines: readonly (RecordLine | string)[]): unknown[] {
  const cutter = new LineCutter(10e6, 20e6, Date.UTC(2026, 10, 21) * 1000);
  let text = cutter.head('Rover');
  for (const line of lines) text += cutter.line(typeof line === 'string' ? line : writeLine(line));
  return (text + cutter.tail())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('the telemetry of a clip', () => {
  it('is that of its time, counted from its beginning', () => {
    expect(cut(telemetry(9.5), telemetry(10.25), telemetry(20), telemetry(20.1))).toEqual([
      { type: 'begin', stream: 'Rover', wall: '2026-11-21T00:00:00.000Z', version: 1 },
      { ...telemetry(9.5), t: 0 },
      { ...telemetry(10.25), t: 0.25 },
      { ...telemetry(20), t: 10 },
    ]);
  });

  it('begins with what was known then, unless that was old', () => {
    expect(cut(telemetry(8))).toHaveLength(2);
    expect(cut(telemetry(6.9))).toHaveLength(1);
  });

  it('has marks and gaps that reach into it', () => {
    const mark = { type: 'mark', t: 12, wall: 'w' } as const;
    const gap = { type: 'gap', t: 9, until: 11, cause: 'link' } as const;
    expect(cut({ ...mark, t: 9 }, gap, mark)).toEqual([
      expect.objectContaining({ type: 'begin' }),
      { ...gap, t: 0, until: 1 },
      { ...mark, t: 2 },
    ]);
  });

  it('leaves out what is torn, or nothing of ours', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void expect(cut(text).length).toBeLessThan(3)));
    expect(cut('{"type":"telemetry","t":12', '{"type":"gap","t":12,"until":"x"}', '{"type":"x","t":12}')).toHaveLength(
      1,
    );
  });
});
