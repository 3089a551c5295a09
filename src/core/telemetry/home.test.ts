import { expect, it } from 'vitest';
import { withHome } from './home';

it('tells how far home is, and where', () => {
  const here = { latitudeDeg: 48, longitudeDeg: -4.5, homeLatitudeDeg: 48, homeLongitudeDeg: -4.49 };
  // A hundredth of a degree of longitude at 48° north.
  expect(withHome(here).homeDistanceM).toBeCloseTo(744.05, 1);
  expect(withHome(here).homeBearingDeg).toBeCloseTo(90, 1);
  expect(withHome({ ...here, homeLatitudeDeg: 47.99, homeLongitudeDeg: -4.5 }).homeBearingDeg).toBeCloseTo(180, 6);
  expect(withHome({ ...here, homeLongitudeDeg: -4.5 }).homeDistanceM).toBe(0);
});

it('goes the short way round the antimeridian', () => {
  const there = { latitudeDeg: 0, longitudeDeg: 179.999, homeLatitudeDeg: 0, homeLongitudeDeg: -179.999 };
  expect(withHome(there).homeDistanceM).toBeCloseTo(222.39, 1);
  expect(withHome(there).homeBearingDeg).toBeCloseTo(90, 3);
});

it('tells nothing where one of the places is unknown', () => {
  for (const known of [{}, { latitudeDeg: 1, longitudeDeg: 1 }, { homeLatitudeDeg: 1, homeLongitudeDeg: 1 }])
    expect(withHome(known)).toEqual(known);
});
