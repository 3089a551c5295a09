import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleFor } from '../shared/scale';
import { attitudeGeometry, pxPerDegree, worldGeometry } from './geometry';

const scale = scaleFor({ width: 640, height: 480 });
const { centre, discRadius } = attitudeGeometry(scale);

function horizonAt(rollDeg: number, pitchDeg: number) {
  const { horizon } = worldGeometry(scale, rollDeg, pitchDeg);
  if (!horizon) throw new Error('no horizon in sight');
  return horizon;
}

describe('the horizon', () => {
  it('is level through the centre in level flight', () => {
    const { left, right } = horizonAt(0, 0);
    expect(left.y).toBeCloseTo(centre.y);
    expect(right.y).toBeCloseTo(centre.y);
    expect(left.x).toBeLessThan(right.x);
  });

  it('rises at its right end with the right wing down', () => {
    const { left, right } = horizonAt(30, 0);
    expect(right.y).toBeLessThan(centre.y);
    expect(left.y).toBeGreaterThan(centre.y);
  });

  it('rises at its left end with the left wing down', () => {
    const { left, right } = horizonAt(-30, 0);
    expect(left.y).toBeLessThan(right.y);
  });

  it('sinks with the nose up and rises with the nose down', () => {
    expect(horizonAt(0, 10).left.y).toBeCloseTo(centre.y + 10 * pxPerDegree(scale));
    expect(horizonAt(0, -10).left.y).toBeCloseTo(centre.y - 10 * pxPerDegree(scale));
  });

  it('is upside down at roll ±180, the same from both sides', () => {
    const right = horizonAt(180, 10);
    const left = horizonAt(-180, 10);
    expect(right.left.x).toBeGreaterThan(right.right.x);
    expect(right.left.y).toBeCloseTo(left.left.y);
    expect(right.left.y).toBeCloseTo(centre.y - 10 * pxPerDegree(scale));
  });

  it('is out of sight straight up and straight down, with the ground on the right side of it', () => {
    expect(worldGeometry(scale, 0, 90).horizon).toBeUndefined();
    expect(worldGeometry(scale, 0, 90).horizonFoot.y).toBeGreaterThan(centre.y + discRadius);
    expect(worldGeometry(scale, 0, -90).horizon).toBeUndefined();
    expect(worldGeometry(scale, 0, -90).horizonFoot.y).toBeLessThan(centre.y - discRadius);
  });

  it('ends on the edge of the disc at any attitude', () => {
    const angle = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    fc.assert(
      fc.property(angle(180), angle(90), (rollDeg, pitchDeg) => {
        const { horizon, rungs } = worldGeometry(scale, rollDeg, pitchDeg);
        for (const end of horizon ? [horizon.left, horizon.right] : []) {
          expect(Math.hypot(end.x - centre.x, end.y - centre.y)).toBeCloseTo(discRadius);
        }
        for (const { from, to } of rungs) {
          expect(Math.hypot(from.x - centre.x, from.y - centre.y)).toBeLessThan(discRadius);
          expect(Math.hypot(to.x - centre.x, to.y - centre.y)).toBeLessThan(discRadius);
        }
      }),
    );
  });
});

describe('the pitch ladder', () => {
  const rungs = (pitchDeg: number, at = scale) => worldGeometry(at, 0, pitchDeg).rungs;

  it('has the sky above: the rung of the present pitch lies on the fixed vehicle', () => {
    const rung = rungs(20).find(({ pitchDeg }) => pitchDeg === 20);
    expect(rung?.from.y).toBeCloseTo(centre.y);
    expect(rungs(0).find(({ pitchDeg }) => pitchDeg === 10)?.from.y).toBeCloseTo(centre.y - 10 * pxPerDegree(scale));
  });

  it('has a rung every 5°, a longer one every 10°, none on the horizon', () => {
    const level = rungs(0);
    expect(level.some(({ pitchDeg }) => pitchDeg === 0)).toBe(false);
    expect(level.filter(({ pitchDeg }) => pitchDeg > 0 && pitchDeg <= 20).map(({ pitchDeg }) => pitchDeg)).toEqual([
      5, 10, 15, 20,
    ]);
    expect(level.every(({ pitchDeg, major }) => major === (pitchDeg % 10 === 0))).toBe(true);
  });

  it('ends at the zenith and the nadir', () => {
    for (const pitch of [90, -90]) {
      expect(rungs(pitch).length).toBeGreaterThan(0);
      expect(rungs(pitch).every(({ pitchDeg }) => Math.abs(pitchDeg) <= 90)).toBe(true);
    }
  });

  it('thins out in a tile, level with the horizon still', () => {
    const tile = rungs(0, scaleFor({ width: 320, height: 240 })).map(({ pitchDeg }) => pitchDeg);
    expect(tile).toEqual([-20, 20]);
  });
});

describe('the roll scale', () => {
  it('has ticks every 15° to ±60°, right of the top for positive angles', () => {
    const { rollTicks } = attitudeGeometry(scale);
    expect(rollTicks.map(({ rollDeg }) => rollDeg)).toEqual([-60, -45, -30, -15, 0, 15, 30, 45, 60]);
    for (const { rollDeg, from } of rollTicks)
      expect(Math.sign(Math.round(from.x - centre.x))).toBe(Math.sign(rollDeg));
  });

  it('has a pointer that stays with the sky: left of the top with the right wing down', () => {
    const tip = (rollDeg: number) => worldGeometry(scale, rollDeg, 0).pointer[0];
    expect(tip(0)?.x).toBeCloseTo(centre.x);
    expect(tip(30)?.x).toBeLessThan(centre.x);
    expect(tip(-30)?.x).toBeGreaterThan(centre.x);
    expect(tip(180)?.y).toBeGreaterThan(centre.y);
  });
});
