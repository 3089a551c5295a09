import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HEIGHT, rayOf, WIDTH } from './camera.mjs';
import { FPS, FRAMES, flightAt } from './flight-path.mjs';
import { telemetryFile } from './telemetry-file.mjs';

const G = 9.80665;
const frames = Array.from({ length: FRAMES }, (_, frame) => flightAt(frame));
/** Change a second around a frame, over the loop's seam too. */
const rate = (pick, frame, turn = Number.POSITIVE_INFINITY) => {
  let change = pick(flightAt(frame + 1)) - pick(flightAt(frame - 1));
  if (Math.abs(change) > turn / 2) change -= Math.sign(change) * turn;
  return (change * FPS) / 2;
};

describe('the demo flight', () => {
  it('ends where and as it began', () => {
    expect(flightAt(FRAMES)).toEqual(flightAt(0));
    const step = Math.hypot(
      flightAt(0).pose.north - flightAt(FRAMES - 1).pose.north,
      flightAt(0).pose.east - flightAt(FRAMES - 1).pose.east,
    );
    expect(step).toBeCloseTo(flightAt(0).telemetry.groundSpeedMps / FPS, 3);
    for (const name of ['rollDeg', 'pitchDeg', 'altitudeM']) {
      expect(Math.abs(flightAt(FRAMES - 1).telemetry[name] - flightAt(0).telemetry[name])).toBeLessThan(1);
    }
  });

  it('shows every sign: both turns, climb and descent, over north', () => {
    const range = (name) => {
      const values = frames.map(({ telemetry }) => telemetry[name]);
      return [Math.min(...values), Math.max(...values)];
    };
    expect(range('rollDeg')[0]).toBeLessThan(-30);
    expect(range('rollDeg')[1]).toBeGreaterThan(30);
    expect(range('pitchDeg')[0]).toBeLessThan(-8);
    expect(range('pitchDeg')[1]).toBeGreaterThan(8);
    expect(range('climbRateMps')[0]).toBeLessThan(-1.5);
    expect(range('climbRateMps')[1]).toBeGreaterThan(1.5);
    expect(range('headingDeg')[0]).toBeLessThan(3);
    expect(range('headingDeg')[1]).toBeGreaterThan(357);
  });

  it('turns to the side of its low wing, as fast as a coordinated turn does', () => {
    for (let frame = 0; frame < FRAMES; frame++) {
      const { rollDeg, groundSpeedMps } = flightAt(frame).telemetry;
      const turn = rate(({ telemetry }) => telemetry.headingDeg, frame, 360);
      const expected = ((G * Math.tan((rollDeg * Math.PI) / 180)) / groundSpeedMps) * (180 / Math.PI);
      expect(turn).toBeCloseTo(expected, 0);
    }
  });

  it('goes where its heading and ground speed take it, and climbs as it says', () => {
    for (let frame = 0; frame < FRAMES; frame++) {
      const { headingDeg, groundSpeedMps, climbRateMps } = flightAt(frame).telemetry;
      const heading = (headingDeg * Math.PI) / 180;
      expect(rate(({ pose }) => pose.north, frame)).toBeCloseTo(groundSpeedMps * Math.cos(heading), 1);
      expect(rate(({ pose }) => pose.east, frame)).toBeCloseTo(groundSpeedMps * Math.sin(heading), 1);
      expect(rate(({ telemetry }) => telemetry.altitudeM, frame)).toBeCloseTo(climbRateMps, 2);
      const metresADegree = (6_371_008.8 * Math.PI) / 180;
      const north = rate(({ telemetry }) => telemetry.latitudeDeg, frame) * metresADegree;
      expect(north).toBeCloseTo(groundSpeedMps * Math.cos(heading), 1);
    }
  });

  it('lies in resources as it is computed here', () => {
    const file = new URL('../../resources/demo-flight/telemetry.json', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(telemetryFile());
  });
});

describe('the camera', () => {
  const level = { north: 0, east: 0, altitude: 50, roll: 0, pitch: 0, heading: 0 };
  /** Row of the horizon in a column of the picture. */
  const horizon = (pose, x) => {
    let low = -4000;
    let high = 4000;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (rayOf(pose, x, middle).up > 0) low = middle;
      else high = middle;
    }
    return low;
  };

  it('raises the horizon’s right end, right wing down, by the angle of the roll', () => {
    const pose = { ...level, roll: 0.5 };
    const slope = (horizon(pose, WIDTH) - horizon(pose, 0)) / WIDTH;
    expect(Math.atan(-slope)).toBeCloseTo(0.5);
  });

  it('sinks the horizon, nose up', () => {
    expect(horizon(level, WIDTH / 2)).toBeCloseTo(HEIGHT / 2);
    expect(horizon({ ...level, pitch: 0.1 }, WIDTH / 2)).toBeGreaterThan(HEIGHT / 2 + 40);
  });

  it('looks along the heading, with the east on the right of the north', () => {
    expect(rayOf(level, WIDTH / 2, HEIGHT / 2)).toMatchObject({ north: 1, east: 0 });
    expect(rayOf(level, WIDTH, HEIGHT / 2).east).toBeGreaterThan(0);
    expect(rayOf({ ...level, heading: Math.PI / 2 }, WIDTH / 2, HEIGHT / 2).east).toBeCloseTo(1);
  });
});
