import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../telemetry/telemetry';
import { burn, horizonDeg, overlayOf, readAltitude } from './fixtures/burnt';
import { OverlayWriter } from './overlay-writer';

const SIZE = { width: 640, height: 480 };

interface Event {
  readonly layer: number;
  /** Hundredths of a second. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function eventsOf(ass: string): Event[] {
  const read = (time: string) => {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return Math.round(((hours * 60 + minutes) * 60 + seconds) * 100);
  };
  return [...ass.matchAll(/^Dialogue: (\d+),([^,]+),([^,]+),O,,0,0,0,,(.*)$/gm)].map(
    ([, layer, from = '', to = '', text = '']) => ({ layer: Number(layer), from: read(from), to: read(to), text }),
  );
}

function written(lines: readonly { t: number; values: Telemetry }[], length: number): Event[] {
  const writer = new OverlayWriter(SIZE);
  return eventsOf(lines.map((line) => writer.add(line)).join('') + writer.end(length));
}

/** What can be read at a time. */
function textsAt(events: readonly Event[], seconds: number): string[] {
  const now = events.filter(({ from, to }) => from <= seconds * 100 && seconds * 100 < to);
  return now.filter(({ text }) => !text.includes('\\p4')).map(({ text }) => text.replace(/^\{[^}]*\}/, ''));
}

const lines = (count: number, rate: number, values: (n: number) => Telemetry) =>
  Array.from({ length: count }, (_, n) => ({ t: n / rate, values: values(n) }));

describe('an overlay as a subtitle file', () => {
  it('writes once what does not change', () => {
    const still = written(
      lines(100, 10, () => ({ rollDeg: 5, pitchDeg: 2, headingDeg: 90 })),
      10,
    );
    expect(new Set(still.map(({ from, to }) => `${from}-${to}`))).toEqual(new Set(['0-1000']));
  });

  it('changes ten times a second at most, and figures five times', () => {
    const events = written(
      lines(1000, 100, (n) => ({ rollDeg: n % 50, pitchDeg: 0, altitudeM: n })),
      10,
    );
    const times = new Set(events.map(({ from }) => from));
    expect(times.size).toBeLessThanOrEqual(106);
    expect(times.size).toBeGreaterThan(90);
    const figures = events.filter(({ text }) => /\d m$/.test(text));
    expect(figures.length).toBeLessThanOrEqual(53);
    expect(figures.length).toBeGreaterThan(45);
  });

  it('is as late as a fifth of a second with figures, and not at all with what moves', () => {
    const events = written(
      lines(20, 10, (n) => ({ rollDeg: n, pitchDeg: 0 })),
      2,
    );
    const figuresAt = (seconds: number) => textsAt(events, seconds).find((text) => text.endsWith('.0°'));
    expect([0.45, 0.85, 1.25].map(figuresAt)).toEqual(['4.0°', '8.0°', '12.0°']);
    const moving = events.filter(({ text }) => text.includes('\\p4') && text.includes('\\bord'));
    expect(new Set(moving.map(({ from }) => from % 10))).toEqual(new Set([0]));
  });

  it('shows the last of many values, though the ones before it were passed over', () => {
    const events = written([...lines(10, 100, (n) => ({ altitudeM: n })), { t: 0.1, values: { altitudeM: 77 } }], 2);
    expect(textsAt(events, 1)).toContain('77.0 m');
  });

  it('shows what was known before the first picture', () => {
    const events = written([{ t: -0.5, values: { altitudeM: 42 } }], 1);
    expect(textsAt(events, 0)).toContain('42.0 m');
  });

  it('says how old values are from the second second on, and no more once there are new ones', () => {
    const events = written(
      [
        { t: 0.5, values: { altitudeM: 1 } },
        { t: 5.2, values: { altitudeM: 2 } },
      ],
      7,
    );
    const ages = (at: number) => textsAt(events, at).filter((text) => text.endsWith('old'));
    expect(ages(2.4)).toEqual([]);
    expect(new Set(ages(2.6))).toEqual(new Set(['2 s old']));
    expect(new Set(ages(4.6))).toEqual(new Set(['4 s old']));
    expect(ages(5.3)).toEqual([]);
  });

  it('shows a dash for what nobody sent, and never a zero', () => {
    const texts = textsAt(written([], 1), 0.5);
    expect(texts).toContain('–');
    for (const text of texts) expect(text).not.toMatch(/\d/);
  });

  it('lets no value of the sender be a command', () => {
    const events = written([{ t: 0, values: { custom: { 'a{\\p1}b\nc': 1 } } }], 1);
    expect(textsAt(events, 0)).toContain('a(/p1)b');
  });

  it('has one mark at a time on each layer, all within the clip, whatever is sent and when', () => {
    const value = fc.option(fc.double({ min: -400, max: 400 }), { nil: undefined });
    const line = fc.record({ step: fc.double({ min: -1, max: 5, noNaN: true }), a: value, b: value });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.double({ min: 0, max: 40, noNaN: true }), (steps, length) => {
        let t = -3;
        const all = steps.map(({ step, a, b }) => {
          t += step;
          return {
            t,
            values: Object.fromEntries(
              [
                ['rollDeg', a],
                ['pitchDeg', b],
              ].filter(([, v]) => v !== undefined),
            ),
          };
        });
        const ends = new Map<number, number>();
        for (const { layer, from, to, text } of written(
          all.filter((one) => one.t <= length),
          length,
        )) {
          expect(from).toBeGreaterThanOrEqual(ends.get(layer) ?? 0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(Math.round(length * 1000) / 10);
          expect(text).not.toMatch(/NaN|Infinity|undefined/);
          ends.set(layer, to);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('an overlay in the pixels that ffmpeg makes of it', () => {
  it('has its horizon at the angle that the vehicle rolls to the other side', () => {
    for (const size of [SIZE, { width: 1280, height: 720 }]) {
      for (const rollDeg of [-35, -10, 0, 20, 40]) {
        const [picture] = burn(overlayOf({ rollDeg, pitchDeg: 2 }, size), size, 1);
        expect(horizonDeg(picture!), `roll ${rollDeg}`).toBeCloseTo(-rollDeg, 0);
      }
    }
  });

  it('has figures that can be read, on dark and on bright', () => {
    for (const background of ['black', 'white']) {
      const [picture] = burn(overlayOf({ altitudeM: 348.6 }, SIZE), SIZE, 1, 1, background);
      expect(readAltitude(picture!), background).toBe('348.6');
    }
  });

  it('is set in the font of the package, and in none that is installed', () => {
    const [ours] = burn(overlayOf({ altitudeM: 348.6 }, SIZE), SIZE, 1);
    const [others] = burn(overlayOf({ altitudeM: 348.6 }, SIZE).replace('O,B612', 'O,DejaVu Sans'), SIZE, 1);
    expect(readAltitude(ours!)).toBe('348.6');
    expect(Buffer.compare(ours!.rgb, others!.rgb)).not.toBe(0);
  });

  it('changes when the values do', () => {
    const writer = new OverlayWriter(SIZE);
    const events = lines(3, 1, (n) => ({ rollDeg: 10 * n, pitchDeg: 0 })).map((line) => writer.add(line));
    const pictures = burn(writer.head() + events.join('') + writer.end(3), SIZE, 3);
    const angles = pictures.map(horizonDeg);
    for (const n of [0, 1, 2]) expect(angles[n]).toBeCloseTo(-10 * n, 0);
  });
});
