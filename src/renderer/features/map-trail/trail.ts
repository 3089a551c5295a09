import type { TrackPoint } from '#contracts/playback';
import type { Units } from '#core/telemetry/units/choice';
import { toUnit, unitFor } from '#core/telemetry/units/convert';

/** A place on the ground, and when. */
export interface TrailPoint {
  readonly timeUs: number;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

/** A way over the ground, drawn: north is up. All lengths in px of the drawing. */
export interface Trail {
  readonly points: readonly { readonly timeUs: number; readonly x: number; readonly y: number }[];
  /** Where another place lies in it. */
  place(latitudeDeg: number, longitudeDeg: number): { readonly x: number; readonly y: number };
  readonly scaleBar: { readonly px: number; readonly words: string };
  /** Along the way, in m. */
  readonly lengthM: number;
}

/** Of the WGS 84 ellipsoid's mean sphere; good to half a percent, which a drawing of this size does not show. */
const EARTH_RADIUS_M = 6_371_000;
/** A vehicle that stands still wanders by this much, and is no way. */
const MIN_EXTENT_M = 3;
/** The scale bar is no longer than this share of the drawing. */
const MAX_BAR = 0.4;

/** The places among the values of a recording. A receiver that has no fix says 0, 0, which is in the Atlantic. */
export function placesOf(track: readonly TrackPoint[]): readonly TrailPoint[] {
  return track.flatMap(({ timeUs, latitudeDeg, longitudeDeg }) => {
    if (latitudeDeg === undefined || longitudeDeg === undefined) return [];
    return latitudeDeg === 0 && longitudeDeg === 0 ? [] : [{ timeUs, latitudeDeg, longitudeDeg }];
  });
}

/**
 * Draws a way into a square.
 *
 * @param px its side
 * @param marginPx what is left free at each edge
 * @param units in which the scale bar is of a round length
 * @returns `undefined` where there is no way: fewer than two places, or all of them one
 */
export function drawTrail(
  places: readonly TrailPoint[],
  px: number,
  marginPx: number,
  units: Units,
): Trail | undefined {
  const [first] = places;
  if (!first || places.length < 2) return undefined;
  const metres = places.map(({ latitudeDeg, longitudeDeg }) => offsetM(first, latitudeDeg, longitudeDeg));
  const [west, east] = [Math.min(...metres.map(({ x }) => x)), Math.max(...metres.map(({ x }) => x))];
  const [south, north] = [Math.min(...metres.map(({ y }) => y)), Math.max(...metres.map(({ y }) => y))];
  const extentM = Math.max(east - west, north - south);
  if (extentM < MIN_EXTENT_M) return undefined;
  const perM = (px - 2 * marginPx) / extentM;
  const draw = ({ x, y }: { x: number; y: number }) => ({
    x: px / 2 + (x - (west + east) / 2) * perM,
    y: px / 2 - (y - (south + north) / 2) * perM,
  });
  return {
    points: metres.map((at, index) => ({ timeUs: places[index]?.timeUs ?? 0, ...draw(at) })),
    place: (latitudeDeg, longitudeDeg) => draw(offsetM(first, latitudeDeg, longitudeDeg)),
    scaleBar: scaleBar(px, perM, units),
    lengthM: metres.reduce((sum, { x, y }, at) => {
      const before = metres[at - 1];
      return before ? sum + Math.hypot(x - before.x, y - before.y) : 0;
    }, 0),
  };
}

/** `850 m`, `2.3 km`, `15 NM`: two digits of what is far, whole ones of what is near. */
export function formatLength(metres: number, units: Units): string {
  const unit = unitFor('distance', metres, units);
  const length = toUnit(metres, unit);
  const isFar = unit.decimals > 1 && length < 9.95;
  return `${length.toFixed(isFar ? 1 : 0)} ${unit.symbol}`;
}

/** East and north of a place, in m. */
function offsetM({ latitudeDeg, longitudeDeg }: TrailPoint, latitude: number, longitude: number) {
  const radians = Math.PI / 180;
  // The shorter way round, for who crosses the 180th meridian.
  const east = ((((longitude - longitudeDeg + 180) % 360) + 360) % 360) - 180;
  return {
    x: east * radians * Math.cos(latitudeDeg * radians) * EARTH_RADIUS_M,
    y: (latitude - latitudeDeg) * radians * EARTH_RADIUS_M,
  };
}

/** The longest of 1, 2, 5, 10 … of the unit that has room. */
function scaleBar(px: number, perM: number, units: Units): Trail['scaleBar'] {
  const maxM = (px * MAX_BAR) / perM;
  const unit = unitFor('distance', maxM, units);
  const most = toUnit(maxM, unit);
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((step) => step * power).find((one) => one <= most) ?? power;
  const pxEach = (px * MAX_BAR) / most;
  return { px: length * pxEach, words: `${Number(length.toPrecision(1))} ${unit.symbol}` };
}
