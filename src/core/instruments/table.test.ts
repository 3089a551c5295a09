import { describe, expect, it } from 'vitest';
import { OverlayWriter } from '../overlay-ass/overlay-writer';
import type { Telemetry } from '../telemetry/telemetry';
import { METRIC } from '../telemetry/units/choice';
import { english } from '../texts/english';
import { verbatim } from '../texts/text';
import { layOut, layOutAll } from './layout';
import { writeOutlined } from './shared/ink';
import { type Instrument, top } from './shared/instrument';
import { shownInstruments } from './shown';
import { INSTRUMENTS } from './table';

const BOX = { width: 1280, height: 720 };
const readingsOf = (telemetry: Telemetry | undefined) => ({
  ...{ telemetry, readable: telemetry, ageMs: undefined, units: METRIC },
});

/** What a newcomer would write: a folder with this, and a row. */
const climb: Instrument<{ readonly climb: string }> = {
  id: 'climb',
  size: ({ fontPx, rowPx }) => ({ width: 4 * fontPx, height: rowPx }),
  place: (_, space) => ({ x: space.box.width / 2, y: top(space) }),
  view: ({ telemetry }) =>
    telemetry?.climbRateMps === undefined ? undefined : { climb: `climb ${telemetry.climbRateMps}` },
  draw: (ink, view, { height }, { fontPx }) =>
    writeOutlined(ink, view.climb, 0, height / 2, { colour: '#ffffff', fontPx }),
  describe: (view) => verbatim(`Variometer: ${view.climb}`),
};
const WITH_IT: readonly Instrument[] = [...INSTRUMENTS, climb];

describe('the table of instruments', () => {
  it('names each once, and in words', () => {
    expect(new Set(INSTRUMENTS.map(({ id }) => id)).size).toBe(INSTRUMENTS.length);
    for (const { instrument, view } of shownInstruments(INSTRUMENTS, layOut(BOX, 1), readingsOf(undefined))) {
      expect(english(instrument.describe(view)), instrument.id).toMatch(/^\p{Lu}.*unknown/u);
    }
  });

  it('leaves out of exports what tells of the viewer', () => {
    const ofViewer = (INSTRUMENTS as readonly Instrument[]).filter(({ isOfViewer }) => isOfViewer);
    expect(ofViewer.map(({ id }) => id)).toEqual(['latency', 'fps']);
    const text = new OverlayWriter(BOX).add({ t: 0, values: {} }) + new OverlayWriter(BOX).end(1);
    expect(text).not.toContain('FPS');
  });
});

describe('adding an instrument', () => {
  it('is a row, which the overlay shows and the others do not feel', () => {
    const layout = layOutAll(WITH_IT, BOX, 1);
    const shown = shownInstruments(WITH_IT, layout, readingsOf({ climbRateMps: 3 }));
    const added = shown.at(-1);
    expect(added?.instrument.describe(added.view)).toEqual(verbatim('Variometer: climb 3'));
    expect(added?.place).toMatchObject({ x: 640, y: 12 });
    const { climb: _, ...others } = layout.places;
    expect(others).toEqual(layOut(BOX, 1).places);
    expect(shownInstruments(WITH_IT, layout, readingsOf({})).map(({ instrument }) => instrument.id)).not.toContain(
      'climb',
    );
  });

  it('is drawn by exports too, on layers of its own', () => {
    const written = (instruments: readonly Instrument[]) => {
      const writer = new OverlayWriter(BOX, METRIC, instruments);
      return writer.add({ t: 0, values: { climbRateMps: 3, rollDeg: 1, pitchDeg: 1 } }) + writer.end(1);
    };
    const before = written(INSTRUMENTS).split('\n');
    const after = written(WITH_IT).split('\n');
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
    expect(after.filter((line) => !before.includes(line)).join()).toContain('climb 3');
  });
});
