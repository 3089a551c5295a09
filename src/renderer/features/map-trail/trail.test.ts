import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRIC, unitsOf } from '#core/telemetry/units/choice';
import { drawTrail, formatLength, placesOf } from './trail';

const at = (latitudeDeg: number, longitudeDeg: number, timeUs = 0) => ({ timeUs, latitudeDeg, longitudeDeg });

describe('the trail on the map', () => {
  it('has north up and east at the right, in true proportion', () => {
    // 0.001° of latitude is 111.2 m; of longitude half of that at 60° north.
    const trail = drawTrail([at(60, 10), at(60.001, 10), at(60.001, 10.002)], 200, 20, METRIC);
    const drawn = trail?.points.map(({ x, y }) => [Math.round(x), Math.round(y)]);
    expect(drawn).toEqual([
      [20, 180],
      [20, 20],
      [180, 20],
    ]);
    expect(trail?.lengthM).toBeCloseTo(222.4, 0);
    expect(trail?.place(60, 10)?.y).toBeCloseTo(180);
  });

  it('has a scale bar of a round length', () => {
    const trail = drawTrail([at(0.5, 7), at(0.501, 7)], 200, 20, METRIC);
    expect(trail?.scaleBar.words).toBe('50 m');
    expect(trail?.scaleBar.px).toBeCloseTo((50 / 111.2) * 160, 0);
    expect(drawTrail([at(40, 7), at(41, 7)], 200, 20, METRIC)?.scaleBar.words).toBe('50 km');
  });

  it('is none where nothing moved, or no place is known', () => {
    expect(drawTrail([], 200, 20, METRIC)).toBeUndefined();
    expect(drawTrail([at(48, 4)], 200, 20, METRIC)).toBeUndefined();
    expect(drawTrail([at(48, 4), at(48.00001, 4)], 200, 20, METRIC)).toBeUndefined();
    expect(
      placesOf([
        { timeUs: 1, latitudeDeg: 0, longitudeDeg: 0 },
        { timeUs: 2, altitudeM: 5 },
      ]),
    ).toEqual([]);
  });

  it('crosses the 180th meridian by the shorter way', () => {
    const trail = drawTrail([at(10, 179.999), at(10, -179.999)], 200, 20, METRIC);
    expect(trail?.lengthM).toBeCloseTo(219, 0);
  });

  it('stays within its square wherever the way goes', () => {
    const place = fc.record({
      timeUs: fc.nat(),
      latitudeDeg: fc.double({ min: -85, max: 85, noNaN: true }),
      longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (places) => {
        const trail = drawTrail(places, 160, 16, METRIC);
        for (const { x, y } of trail?.points ?? []) {
          expect(x >= 15.9 && x <= 144.1 && y >= 15.9 && y <= 144.1).toBe(true);
        }
        if (trail) expect(trail.scaleBar.px).toBeLessThanOrEqual(64.1);
      }),
    );
  });

  it('is as long as people say', () => {
    expect([12.4, 850, 2345, 15_200].map((metres) => formatLength(metres, METRIC))).toEqual([
      '12 m',
      '850 m',
      '2.3 km',
      '15 km',
    ]);
    expect([12.4, 850, 15_200].map((metres) => formatLength(metres, unitsOf('imperial')))).toEqual([
      ...['41 ft', '0.5 mi', '9.4 mi'],
    ]);
  });

  it('has a scale bar that is round in the units that are read', () => {
    const trail = drawTrail([at(0.5, 7), at(0.501, 7)], 200, 20, unitsOf('aviation'));
    expect(trail?.scaleBar.words).toBe('100 ft');
    expect(trail?.scaleBar.px).toBeCloseTo((30.48 / 111.2) * 160, 0);
  });
});
