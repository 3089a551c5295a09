/**
 * The landscape as a function of place: metres north and east of the middle of the flight, heights above the sea.
 * A coast in the west, a river that meanders to it, fields, woods, a village with a church, a road, and hills around.
 */
import { fbm, hash, mix, noise, smoothstep } from './noise.mjs';

/** Height of home, which the telemetry's altitude counts from. */
export const HOME_HEIGHT_M = 9;

/** Towards the sun: low in the south-west. */
export const SUN = (() => {
  const azimuth = (228 * Math.PI) / 180;
  const elevation = (21 * Math.PI) / 180;
  return {
    azimuth,
    elevation,
    north: Math.cos(azimuth) * Math.cos(elevation),
    east: Math.sin(azimuth) * Math.cos(elevation),
    up: Math.sin(elevation),
  };
})();

const riverNorth = (east) =>
  34 + 46 * Math.sin(east / 92 + 0.6) + 24 * noise(east / 70, 0.5, 3) + 12 * noise(east / 27, 3.5, 4);
const roadEast = (north) => 46 + 30 * Math.sin(north / 150) + 14 * noise(north / 120, 0.5, 5) - north * 0.12;
const laneNorth = (east) => -64 + 16 * Math.sin(east / 60) + east * 0.05;

const HOUSES = (() => {
  const houses = [];
  const place = (north, east, turn, length, width, wall, roof, kind = 'house') =>
    houses.push({ north, east, cos: Math.cos(turn), sin: Math.sin(turn), length, width, wall, roof, kind });
  for (let i = 0; i < 26; i++) {
    const along = -150 + i * 9.5 + 4 * hash(i, 1, 60);
    if (Math.abs(along - riverNorth(roadEast(along))) < 24) continue;
    const side = i % 2 ? 1 : -1;
    const turn = Math.atan2(roadEast(along + 1) - roadEast(along - 1), 2) + (hash(i, 2, 60) < 0.4 ? Math.PI / 2 : 0);
    const gap = 11 + 7 * hash(i, 3, 60);
    place(
      along,
      roadEast(along) + side * gap,
      turn,
      9 + 5 * hash(i, 4, 60),
      7 + 2 * hash(i, 5, 60),
      3 + 1.6 * hash(i, 6, 60),
      i,
    );
  }
  for (const [north, east, turn] of [
    [-52, -70, 0.4],
    [-82, -96, 1.2],
    [118, -60, 0.2],
    [-118, -30, 0.9],
    [96, 128, 0.7],
    [160, -150, 1.9],
  ]) {
    place(north, east, turn, 15, 9, 4.4, houses.length);
    place(north + 17, east + 6, turn + 1.57, 20, 8, 4.8, houses.length, 'barn');
  }
  const churchNorth = -38;
  const churchEast = roadEast(churchNorth) - 33;
  place(churchNorth, churchEast, 1.45, 19, 9, 7, 0, 'nave');
  place(churchNorth, churchEast - 11.5, 1.45, 5.2, 5.2, 17, 0, 'tower');
  return houses;
})();

/** What the wider landscape is like here. */
function terrain(north, east, detail) {
  const river = Math.abs(north - riverNorth(east)) * 0.88;
  const coast = east + 1250 + 380 * fbm(north / 700, 0.5, 3, 11) + 60 * fbm(north / 120, 2.5, 2, 12);
  const range = Math.hypot(north, east);
  const rolling = fbm(north / 330, east / 330, detail > 3 ? 3 : 5, 20);
  const away = smoothstep(200, 1500, range);
  let height = 9 + rolling * mix(5, 24, away);
  const hills = smoothstep(700, 5200, range + 400 * noise(north / 900, east / 900, 22)) * smoothstep(-200, 2600, coast);
  if (hills > 0) {
    const ridge = 1 - Math.abs(fbm(north / 2600, east / 2600, 6, 30));
    height += hills * (330 * ridge * ridge * ridge - 60 + 60 * fbm(north / 800, east / 800, 4, 36));
  }
  const banks = smoothstep(9, 90, river);
  height = mix(1.2 + 1.2 * smoothstep(6.5, 9, river), height, banks * mix(1, 0.8, away));
  height = mix(-6, height, smoothstep(-60, 170, coast));
  return { height, river, coast, hills, range };
}

const CROPS = [
  [126, 142, 62],
  [98, 128, 54],
  [186, 168, 92],
  [204, 182, 104],
  [112, 148, 70],
  [142, 116, 84],
  [196, 186, 84],
  [84, 116, 52],
  [150, 156, 84],
  [120, 98, 72],
];
const ROOFS = [
  [158, 82, 62],
  [142, 70, 54],
  [120, 88, 80],
  [104, 100, 104],
  [172, 98, 68],
];

/** Writes into `out`: height, red, green, blue (0..255, without light), and 1 where there is water. */
export function surfaceAt(north, east, texel, out) {
  const { height: ground, river, coast, hills, range } = terrain(north, east, texel);
  let height = ground;
  const speckle = texel < 2 ? noise(north / 0.7, east / 0.7, 70) : 0;
  const patchy = fbm(north / 40, east / 40, 3, 71);

  if (river < 6.5 || ground < -0.5 || coast < 6) {
    out[0] = river < 6.5 && coast > 6 ? 1.1 : 0;
    out[1] = 36 + 6 * patchy;
    out[2] = 66 + 6 * patchy;
    out[3] = 72;
    out[4] = 1;
    return;
  }
  out[4] = 0;
  let red;
  let green;
  let blue;

  // Fields: cells of a warped, turned grid; each has its crop and the direction of its rows.
  const warpN = north + 22 * noise(north / 130, east / 130, 40);
  const warpE = east + 22 * noise(north / 130, east / 130, 41);
  const gn = (warpN * 0.94 + warpE * 0.34) / 92;
  const band = Math.floor(gn);
  const ge = (-warpN * 0.34 + warpE * 0.94) / (62 + 70 * hash(band, 7, 42)) + 3.7 * hash(band, 8, 42);
  const cell = Math.floor(ge);
  const edge = Math.min(gn - band, band + 1 - gn, ge - cell, cell + 1 - ge) * 70;
  const crop = CROPS[Math.floor(hash(band, cell, 43) * CROPS.length)];
  const rowsAlong = hash(band, cell, 44) < 0.5;
  const rowPlace = (rowsAlong ? gn * 92 : ge * 80) + 0.4 * noise(north / 9, east / 9, 45);
  const rows = texel < 0.5 ? Math.sin((rowPlace * 2 * Math.PI) / 2.4) * 5 : 0;
  const tracks = texel < 1 && Math.abs((((rowPlace % 14) + 14) % 14) - 7) < 0.45 ? -13 : 0;
  const shade = 9 * patchy + rows + tracks + 5 * speckle;
  red = crop[0] + shade;
  green = crop[1] + shade;
  blue = crop[2] + shade * 0.7;
  height += hash(band, cell, 46) * 0.5;

  const meadow = Math.max(1 - smoothstep(16, 30, river), smoothstep(0.15, 0.4, hills), 1 - smoothstep(40, 150, coast));
  if (meadow > 0) {
    const dry = 0.5 + 0.5 * fbm(north / 160, east / 160, 3, 72);
    red = mix(red, mix(92, 136, dry) + shade, meadow);
    green = mix(green, mix(122, 134, dry) + shade, meadow);
    blue = mix(blue, mix(56, 78, dry) + shade * 0.7, meadow);
  }
  const sand = (1 - smoothstep(25, 60, coast)) * 0.9 + (1 - smoothstep(6.5, 8.6, river)) * 0.6;
  if (sand > 0) {
    const t = Math.min(1, sand);
    red = mix(red, 196, t);
    green = mix(green, 182, t);
    blue = mix(blue, 146, t);
  }
  const bare = smoothstep(150, 270, ground + 30 * patchy);
  red = mix(red, 128, bare * 0.7);
  green = mix(green, 116, bare * 0.7);
  blue = mix(blue, 108, bare * 0.7);

  const road = Math.abs(east - roadEast(north)) * 0.96;
  const lane = Math.abs(north - laneNorth(east)) * 0.97;
  const onRoad = road < 3.4 && range < 1500;
  const onLane = lane < 1.7 && range < 1200;
  const clear = Math.min(road, lane + 2) < 7 || onRoad;

  if (onRoad) {
    const dash = road < 0.2 && ((north % 6) + 6) % 6 < 3;
    const side = road > 2.8 && road < 3.05;
    const tone = dash || side ? 198 : 104 + 4 * speckle;
    red = tone;
    green = tone;
    blue = tone + 3;
  } else if (onLane) {
    const ruts = Math.abs(lane - 0.85) < 0.45 ? 14 : 0;
    red = 158 + ruts + 5 * speckle;
    green = 138 + ruts + 5 * speckle;
    blue = 108 + ruts;
  }

  // Houses: walls as tall as they are, a gable roof along the length.
  if (range < 420 && texel < 2) {
    for (let i = 0; i < HOUSES.length; i++) {
      const house = HOUSES[i];
      const dn = north - house.north;
      const de = east - house.east;
      if (dn * dn + de * de > 260) continue;
      const along = dn * house.cos + de * house.sin;
      const across = -dn * house.sin + de * house.cos;
      const outAlong = Math.abs(along) - house.length / 2;
      const outAcross = Math.abs(across) - house.width / 2;
      if (outAlong > 0 || outAcross > 0) continue;
      const slope = house.kind === 'tower' ? 2.4 : 0.75;
      const rise = house.kind === 'tower' ? Math.min(-outAlong, -outAcross) : -outAcross;
      height = ground + house.wall + rise * slope;
      const roof =
        house.kind === 'house'
          ? ROOFS[house.roof % ROOFS.length]
          : house.kind === 'barn'
            ? [112, 84, 72]
            : [84, 92, 104];
      const wall = outAlong > -0.34 || outAcross > -0.34;
      const tiles = texel < 0.5 ? Math.sin(across * 9) * 4 + 4 * speckle : 0;
      red = wall ? 226 : roof[0] + tiles;
      green = wall ? 218 : roof[1] + tiles;
      blue = wall ? 200 : roof[2] + tiles;
      out[0] = height;
      out[1] = red;
      out[2] = green;
      out[3] = blue;
      return;
    }
  }

  // Trees: woods, hedges along some fields, a gallery along the river, an alley along the road.
  const wood = fbm(north / 300, east / 300, 4, 50) + hills * 0.28 - 0.17 - bare * 0.9;
  const hedge = hash(band, cell, 47) < 0.75 && edge < 3 ? 0.5 : 0;
  const gallery = river > 8 && river < 17 ? 0.28 + 0.5 * noise(east / 60, north / 60, 52) : 0;
  const alley = road > 4.6 && road < 7.4 && range < 1400 ? 0.55 : 0;
  const density = Math.max(smoothstep(0, 0.09, wood), hedge, gallery, alley);
  const open = (clear && !alley) || onLane || (range < 55 && wood < 0.1 && !gallery && !hedge);
  if (density > 0 && coast > 60 && (!open || alley) && !onRoad) {
    if (texel > 2.5) {
      if (hash(Math.round(north / 5), Math.round(east / 5), 53) < density) {
        const tint = 0.8 + 0.35 * hash(Math.round(north / 11), Math.round(east / 11), 54);
        height += 6 + 4 * hash(Math.round(north / texel), Math.round(east / texel), 55);
        red = 58 * tint;
        green = 82 * tint;
        blue = 44 * tint;
      }
    } else {
      const size = 5.2;
      const ci = Math.floor(north / size);
      const cj = Math.floor(east / size);
      let best = 0;
      let tint = 1;
      for (let i = ci - 1; i <= ci + 1; i++) {
        for (let j = cj - 1; j <= cj + 1; j++) {
          if (hash(i, j, 56) > density) continue;
          const tn = (i + 0.2 + 0.6 * hash(i, j, 57)) * size;
          const te = (j + 0.2 + 0.6 * hash(i, j, 58)) * size;
          const radius = 1.7 + 1.9 * hash(i, j, 59);
          const d2 = ((north - tn) ** 2 + (east - te) ** 2) / (radius * radius);
          if (d2 >= 1) continue;
          const tall = hedge && wood < 0 ? 0.45 : 1;
          const top = (3.2 + radius * 2.1) * tall * (0.42 + 0.58 * Math.sqrt(1 - d2));
          if (top > best) {
            best = top;
            tint = 0.72 + 0.5 * hash(i, j, 61);
          }
        }
      }
      if (best > 0) {
        const leaves = noise(north / 0.45, east / 0.45, 62);
        height += best + leaves * 0.35;
        const light = tint * (0.72 + 0.05 * best) + 0.12 * leaves;
        red = 66 * light + 12 * (tint - 0.9) * 4;
        green = 92 * light;
        blue = 44 * light;
      }
    }
  }
  out[0] = height;
  out[1] = red;
  out[2] = green;
  out[3] = blue;
}
