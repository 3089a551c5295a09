import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '#core/instruments/layout';
import { contains, overlap } from '#core/instruments/shared/rect';
import { ROW_COUNT, rowsThatFit } from '../features/statistics/statistics-rows';
import { clearanceOf } from './clearance';

const SIZES = [
  { width: 320, height: 240 },
  { width: 360, height: 640 },
  { width: 640, height: 360 },
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
const instruments = (box: { width: number; height: number }) => {
  const { latency, attitude, compass, cpu, fps, telemetry } = layOut(box, 1).places;
  return Object.entries({ latency, attitude, compass, cpu, fps, telemetry });
};

describe('what the page writes over the picture', () => {
  it.each(SIZES)('leaves the instruments uncovered at $width x $height', (box) => {
    const { messages, statistics } = clearanceOf(box, { overlay: true, statisticsOpen: false });
    for (const [name, rect] of instruments(box)) {
      if (!rect) continue;
      expect(overlap(statistics, rect), `statistics and ${name}`).toBe(false);
      if (name === 'cpu' || name === 'telemetry') expect(overlap(messages, rect), `messages and ${name}`).toBe(false);
    }
  });

  it('stays within the window, at any size from 320x240', () => {
    const size = fc.record({ width: fc.integer({ min: 320, max: 3840 }), height: fc.integer({ min: 240, max: 2160 }) });
    fc.assert(
      fc.property(size, fc.boolean(), fc.boolean(), (box, overlay, statisticsOpen) => {
        const { messages, statistics } = clearanceOf(box, { overlay, statisticsOpen });
        for (const rect of [messages, statistics]) {
          expect(rect.width).toBeGreaterThan(100);
          expect(rect.height).toBeGreaterThan(60);
          expect(contains({ x: 0, y: 0, ...box }, rect)).toBe(true);
        }
      }),
      // A window whose instruments left no height for a message.
      { numRuns: 2000, examples: [[{ width: 450, height: 241 }, true, false]] },
    );
  });

  it('stands beside the statistics where there is room', () => {
    const { messages, statistics } = clearanceOf({ width: 1280, height: 720 }, { overlay: true, statisticsOpen: true });
    expect(overlap(messages, statistics)).toBe(false);
  });

  it('is in the middle when nothing else is there', () => {
    const { messages, toolbarX } = clearanceOf({ width: 640, height: 480 }, { overlay: false, statisticsOpen: false });
    expect(messages.x + messages.width / 2).toBe(320);
    expect(toolbarX).toBe(320);
  });

  it('has every figure at 640x480, and the first ones at 320x240', () => {
    const rows = (box: { width: number; height: number }) =>
      rowsThatFit(clearanceOf(box, { overlay: true, statisticsOpen: true }).statistics);
    expect(rows({ width: 640, height: 480 })).toBeGreaterThanOrEqual(ROW_COUNT);
    expect(rows({ width: 320, height: 240 })).toBeGreaterThanOrEqual(5);
  });
});
