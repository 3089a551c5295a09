/**
 * One frame: a panorama of vertical columns, each marched outwards over the height maps until it meets the sky, then
 * looked at through a pinhole camera with heading, pitch and roll.
 */
import { HOME_HEIGHT_M, SUN } from './landscape.mjs';
import { SIZE, TEXELS_M } from './layers.mjs';
import { hash } from './noise.mjs';
import { COLUMNS, hazeColour, ROWS_PER_TANGENT, SKY_ROWS } from './sky.mjs';

export const WIDTH = 640;
export const HEIGHT = 480;
/** Pixels; 66° across, as a Pi's camera sees. */
const FOCAL = WIDTH / 2 / Math.tan((33 * Math.PI) / 180);

const BELOW = Math.ceil(1.35 * ROWS_PER_TANGENT);
const ABOVE = Math.ceil(1.5 * ROWS_PER_TANGENT);
const ROWS = BELOW + ABOVE;
const MAX_COLUMNS = 3200;
const FARTHEST_M = 12_500;
const HAZE_M = 4300;
/** Distances between which a map gives way to the next coarser one. */
const BLENDS = [
  [120, 160],
  [560, 740],
  [2300, 3000],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
];

/** Column and row of the image → direction north, east, up (not normalised). */
export function rayOf(pose, x, y) {
  const right = (x - WIDTH / 2) / FOCAL;
  const down = (y - HEIGHT / 2) / FOCAL;
  const cr = Math.cos(pose.roll);
  const sr = Math.sin(pose.roll);
  const cp = Math.cos(pose.pitch);
  const sp = Math.sin(pose.pitch);
  const ch = Math.cos(pose.heading);
  const sh = Math.sin(pose.heading);
  // Body (forward, right, down) → roll about forward, pitch about right, heading about down.
  const right1 = right * cr - down * sr;
  const down1 = right * sr + down * cr;
  const ahead = cp + down1 * sp;
  const down2 = -sp + down1 * cp;
  return { north: ahead * ch - right1 * sh, east: ahead * sh + right1 * ch, up: -down2 };
}

/** The distances at which a column looks at the maps: fine where one row is little ground, at most 0.7 % apart. */
function planMarch(heightAbove) {
  const stops = [];
  let level = 0;
  for (let d = Math.max(4, (heightAbove - 26) / 1.35); d < FARTHEST_M; ) {
    while (d >= BLENDS[level][1]) level++;
    const [from, to] = BLENDS[level];
    stops.push({ d, level, blend: d > from ? (d - from) / (to - from) : 0, haze: 1 - Math.exp(-d / HAZE_M) });
    d += Math.min(Math.max(0.1, (1.1 * d * d) / (heightAbove * ROWS_PER_TANGENT)), d * 0.007);
  }
  return stops;
}

export function createCamera(layers, sky) {
  const panorama = new Uint8Array(MAX_COLUMNS * ROWS * 4);
  const sample = new Float32Array(5);

  /** Bilinear height, colour and water of a map at a place. */
  function look(level, north, east, out) {
    const { height, colour } = layers[level];
    const texel = TEXELS_M[level];
    const fi = Math.min(SIZE - 1.001, Math.max(0, north / texel + SIZE / 2));
    const fj = Math.min(SIZE - 1.001, Math.max(0, east / texel + SIZE / 2));
    const i = fi | 0;
    const j = fj | 0;
    const u = fi - i;
    const v = fj - j;
    const a = i * SIZE + j;
    const b = a + SIZE;
    const wa = (1 - u) * (1 - v);
    const wb = (1 - u) * v;
    const wc = u * (1 - v);
    const wd = u * v;
    out[0] = height[a] * wa + height[a + 1] * wb + height[b] * wc + height[b + 1] * wd;
    const p = a * 4;
    const q = b * 4;
    out[1] = colour[p] * wa + colour[p + 4] * wb + colour[q] * wc + colour[q + 4] * wd;
    out[2] = colour[p + 1] * wa + colour[p + 5] * wb + colour[q + 1] * wc + colour[q + 5] * wd;
    out[3] = colour[p + 2] * wa + colour[p + 6] * wb + colour[q + 2] * wc + colour[q + 6] * wd;
    out[4] = colour[p + 3] * wa + colour[p + 7] * wb + colour[q + 3] * wc + colour[q + 7] * wd;
  }
  const coarser = new Float32Array(5);
  const haze = [0, 0, 0];

  /** Water shows the sky above the horizon, the more the flatter it is seen, and the sun's glitter. */
  function reflect(out, skyColumn, azimuth, row, d, north, east) {
    const tangent = -row / ROWS_PER_TANGENT;
    const up = tangent / Math.sqrt(1 + tangent * tangent);
    const fresnel = 0.04 + 0.9 * (1 - up) ** 5;
    const grain = Math.max(0.35, d / 240);
    const ripple = hash(Math.round(north / grain), Math.round(east / grain), 80) - 0.5;
    const mirrored = Math.min(SKY_ROWS - 1, Math.max(2, Math.round(-row * (1 + 0.5 * ripple) + 26 * (0.5 + ripple))));
    const at = (skyColumn * SKY_ROWS + mirrored) * 4;
    const amount = (fresnel * out[4]) / 255;
    const dark = 1 + 0.16 * ripple;
    let glitter = 0;
    let off = Math.abs(azimuth - SUN.azimuth) % (2 * Math.PI);
    if (off > Math.PI) off = 2 * Math.PI - off;
    if (off < 0.5) {
      const high = Math.atan(tangent) - SUN.elevation;
      glitter = Math.exp(-(off * off) / 0.018 - (high * high) / 0.035) * (ripple > 0.22 ? 150 : 34) * (out[4] / 255);
    }
    out[1] = out[1] * (1 - amount) * dark + sky[at] * amount + glitter;
    out[2] = out[2] * (1 - amount) * dark + sky[at + 1] * amount + glitter * 0.9;
    out[3] = out[3] * (1 - amount) * dark + sky[at + 2] * amount + glitter * 0.66;
  }

  function marchColumn(column, skyColumn, pose, eye, stops) {
    const azimuth = (skyColumn / COLUMNS) * 2 * Math.PI;
    const cos = Math.cos(azimuth);
    const sin = Math.sin(azimuth);
    hazeColour(azimuth, haze);
    const base = column * ROWS * 4;
    let top = -1;
    let lastRow = -1;
    let lastRed = 0;
    let lastGreen = 0;
    let lastBlue = 0;
    for (let s = 0; s < stops.length; s++) {
      const { d, level, blend, haze: veil } = stops[s];
      const north = pose.north + cos * d;
      const east = pose.east + sin * d;
      look(level, north, east, sample);
      if (blend > 0) {
        look(level + 1, north, east, coarser);
        for (let k = 0; k < 5; k++) sample[k] += (coarser[k] - sample[k]) * blend;
      }
      const row = ((sample[0] - eye) / d) * ROWS_PER_TANGENT + BELOW;
      if (sample[4] > 100 && row > top) reflect(sample, skyColumn, azimuth, row - BELOW, d, north, east);
      const red = sample[1] + (haze[0] - sample[1]) * veil;
      const green = sample[2] + (haze[1] - sample[2]) * veil;
      const blue = sample[3] + (haze[2] - sample[3]) * veil;
      const highest = row < ROWS - 1 ? Math.floor(row) : ROWS - 1;
      if (highest > top) {
        const seenBefore = lastRow >= top - 0.001 && s > 0;
        const span = row - lastRow;
        for (let y = top + 1; y <= highest; y++) {
          const t = seenBefore && span > 0 ? (y - lastRow) / span : 1;
          const at = base + y * 4;
          panorama[at] = byte(lastRed + (red - lastRed) * t);
          panorama[at + 1] = byte(lastGreen + (green - lastGreen) * t);
          panorama[at + 2] = byte(lastBlue + (blue - lastBlue) * t);
        }
        top = highest;
      }
      lastRow = row;
      lastRed = red;
      lastGreen = green;
      lastBlue = blue;
    }
    for (let y = top + 1; y < BELOW; y++) {
      panorama[base + y * 4] = haze[0];
      panorama[base + y * 4 + 1] = haze[1];
      panorama[base + y * 4 + 2] = haze[2];
    }
    const skyFrom = Math.max(top + 1, BELOW);
    const source = (skyColumn * SKY_ROWS + skyFrom - BELOW) * 4;
    panorama.set(sky.subarray(source, source + (ROWS - skyFrom) * 4), base + skyFrom * 4);
  }

  /** Renders into `image`, WIDTH x HEIGHT of red, green, blue; four looks a pixel. */
  return function render(pose, image) {
    const eye = pose.altitude + HOME_HEIGHT_M;
    let least = 0;
    let most = 0;
    const turn = 2 * Math.PI;
    const relative = (north, east) => {
      const a = Math.atan2(east, north) - pose.heading;
      return a - turn * Math.round(a / turn);
    };
    for (let i = 0; i <= 16; i++) {
      for (const [x, y] of [
        [(WIDTH * i) / 16, 0],
        [(WIDTH * i) / 16, HEIGHT],
        [0, (HEIGHT * i) / 16],
        [WIDTH, (HEIGHT * i) / 16],
      ]) {
        const ray = rayOf(pose, x, y);
        const a = relative(ray.north, ray.east);
        least = Math.min(least, a);
        most = Math.max(most, a);
      }
    }
    const perColumn = turn / COLUMNS;
    const first = Math.floor((pose.heading + least) / perColumn) - 2;
    const count = Math.min(MAX_COLUMNS, Math.ceil((most - least) / perColumn) + 5);
    const stops = planMarch(eye);
    for (let column = 0; column < count; column++) {
      marchColumn(column, (((first + column) % COLUMNS) + COLUMNS) % COLUMNS, pose, eye, stops);
    }
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        let red = 0;
        let green = 0;
        let blue = 0;
        for (let k = 0; k < 4; k++) {
          const ray = rayOf(pose, x + 0.25 + 0.5 * (k & 1), y + 0.25 + 0.5 * (k >> 1));
          const flat = Math.sqrt(ray.north * ray.north + ray.east * ray.east);
          const fc = (relative(ray.north, ray.east) + pose.heading) / perColumn - first;
          const fr = Math.min(ROWS - 1.001, Math.max(0, (ray.up / flat) * ROWS_PER_TANGENT + BELOW));
          const c = Math.min(count - 2, Math.max(0, Math.floor(fc)));
          const r = fr | 0;
          const u = Math.min(1, Math.max(0, fc - c));
          const v = fr - r;
          const a = (c * ROWS + r) * 4;
          const b = a + ROWS * 4;
          const wa = (1 - u) * (1 - v);
          const wb = (1 - u) * v;
          const wc = u * (1 - v);
          const wd = u * v;
          red += panorama[a] * wa + panorama[a + 4] * wb + panorama[b] * wc + panorama[b + 4] * wd;
          green += panorama[a + 1] * wa + panorama[a + 5] * wb + panorama[b + 1] * wc + panorama[b + 5] * wd;
          blue += panorama[a + 2] * wa + panorama[a + 6] * wb + panorama[b + 2] * wc + panorama[b + 6] * wd;
        }
        const at = (y * WIDTH + x) * 3;
        image[at] = red / 4 + 0.5;
        image[at + 1] = green / 4 + 0.5;
        image[at + 2] = blue / 4 + 0.5;
      }
    }
  };
}

const byte = (x) => Math.min(255, Math.max(0, x));
