/** The sky as a panorama: columns of azimuth, rows of the tangent of elevation, so that a column is a vertical line. */
import { SUN } from './landscape.mjs';
import { fbm, mix, smoothstep } from './noise.mjs';

/** Columns of a full circle and rows per unit of tangent, in the sky and in each frame's panorama. */
export const COLUMNS = 5400;
export const ROWS_PER_TANGENT = 860;
/** The sky's rows reach from the horizon to this tangent. */
const SKY_TANGENT = 1.6;
export const SKY_ROWS = Math.ceil(SKY_TANGENT * ROWS_PER_TANGENT);

const CLOUD_HEIGHT_M = 900;

/** Colour of the haze at the horizon in a direction, which distance mixes into everything. Writes red, green, blue. */
export function hazeColour(azimuth, out) {
  const towards = 0.5 + 0.5 * Math.cos(azimuth - SUN.azimuth);
  const warm = towards ** 5;
  out[0] = mix(178, 246, warm);
  out[1] = mix(200, 220, warm);
  out[2] = mix(220, 186, warm);
}

export function createSky() {
  return new SharedArrayBuffer(COLUMNS * SKY_ROWS * 4);
}

/** Paints the columns from..to. */
export function paintSky(sky, from, to) {
  const haze = [0, 0, 0];
  for (let column = from; column < to; column++) {
    const azimuth = (column / COLUMNS) * 2 * Math.PI;
    hazeColour(azimuth, haze);
    const cos = Math.cos(azimuth);
    const sin = Math.sin(azimuth);
    for (let row = 0; row < SKY_ROWS; row++) {
      const tangent = (row + 0.5) / ROWS_PER_TANGENT;
      const up = tangent / Math.sqrt(1 + tangent * tangent);
      const flat = Math.sqrt(1 - up * up);
      const toSun = flat * (cos * SUN.north + sin * SUN.east) + up * SUN.up;
      const t = 1 - Math.exp(-up * 4.2);
      let red = mix(haze[0], 64, t);
      let green = mix(haze[1], 118, t);
      let blue = mix(haze[2], 192, t);
      const angle = Math.acos(Math.min(1, toSun));
      const glow = Math.exp(-angle * 5) * 92 + Math.exp(-angle * 22) * 90;
      red += glow;
      green += glow * 0.82;
      blue += glow * 0.5;

      const north = (CLOUD_HEIGHT_M / tangent) * cos;
      const east = (CLOUD_HEIGHT_M / tangent) * sin;
      const octaves = tangent < 0.12 ? 3 : tangent < 0.3 ? 5 : 6;
      const dense = fbm(north / 1500, east / 1500 + 3.1, octaves, 90);
      const cover = smoothstep(0.03, 0.34, dense) * smoothstep(0.025, 0.14, tangent);
      if (cover > 0) {
        const lit = fbm((north + SUN.north * 190) / 1500, (east + SUN.east * 190) / 1500 + 3.1, octaves, 90);
        const bright = 0.83 + 0.2 * smoothstep(-0.12, 0.16, dense - lit) - 0.16 * smoothstep(0.2, 0.5, dense);
        const silver = Math.exp(-angle * 3) * 46;
        const far = Math.exp(-tangent * 7) * 0.75;
        const k = cover * 0.94;
        red = mix(red, mix(246 * bright + silver, haze[0], far), k);
        green = mix(green, mix(240 * bright + silver * 0.85, haze[1], far), k);
        blue = mix(blue, mix(238 * bright + silver * 0.6, haze[2], far), k);
      }
      const disc = smoothstep(0.026, 0.019, angle);
      if (disc > 0) {
        red = mix(red, 255, disc);
        green = mix(green, 250, disc);
        blue = mix(blue, 224, disc);
      }
      const at = (column * SKY_ROWS + row) * 4;
      sky[at] = Math.min(255, red);
      sky[at + 1] = Math.min(255, green);
      sky[at + 2] = Math.min(255, blue);
    }
  }
}
