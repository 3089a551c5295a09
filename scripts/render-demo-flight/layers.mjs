/**
 * The landscape sampled into four square height and colour maps, each four times as wide and as coarse as the one before,
 * all around the middle of the flight. Buffers are shared between the workers.
 */
import { SUN, surfaceAt } from './landscape.mjs';
import { smoothstep } from './noise.mjs';

export const SIZE = 2048;
export const TEXELS_M = [0.2, 0.8, 3.2, 12.8];

export function createLayers() {
  return TEXELS_M.map((texel) => ({
    texel,
    height: new SharedArrayBuffer(SIZE * SIZE * 4),
    colour: new SharedArrayBuffer(SIZE * SIZE * 4),
  }));
}

/** Typed views of layers that came from another thread. */
export function openLayers(layers) {
  return layers.map(({ texel, height, colour }) => ({
    texel,
    height: new Float32Array(height),
    colour: new Uint8Array(colour),
  }));
}

/** Heights and unlit colours of the rows from..to. */
export function fillRows(layer, from, to) {
  const out = new Float32Array(5);
  for (let i = from; i < to; i++) {
    for (let j = 0; j < SIZE; j++) {
      surfaceAt((i - SIZE / 2) * layer.texel, (j - SIZE / 2) * layer.texel, layer.texel, out);
      const at = i * SIZE + j;
      layer.height[at] = out[0];
      layer.colour[at * 4] = clamp(out[1]);
      layer.colour[at * 4 + 1] = clamp(out[2]);
      layer.colour[at * 4 + 2] = clamp(out[3]);
      layer.colour[at * 4 + 3] = out[4] > 0 ? 255 : 0;
    }
  }
}

/** Lights the rows from..to: the sun by the slope and by what stands in its way, the sky by the slope. Heights must be complete. */
export function lightRows(layer, from, to) {
  const { height, colour, texel } = layer;
  for (let i = from; i < to; i++) {
    const up = Math.min(SIZE - 1, i + 1) * SIZE;
    const downRow = Math.max(0, i - 1) * SIZE;
    for (let j = 0; j < SIZE; j++) {
      const at = i * SIZE + j;
      if (colour[at * 4 + 3]) continue;
      const slopeN = (height[up + j] - height[downRow + j]) / (2 * texel);
      const slopeE =
        (height[i * SIZE + Math.min(SIZE - 1, j + 1)] - height[i * SIZE + Math.max(0, j - 1)]) / (2 * texel);
      const norm = 1 / Math.sqrt(1 + slopeN * slopeN + slopeE * slopeE);
      const facing = Math.max(0, (SUN.up - slopeN * SUN.north - slopeE * SUN.east) * norm);
      const sun = facing > 0 ? facing * sunlight(layer, i, j, height[at]) : 0;
      const sky = 0.34 + 0.2 * norm;
      colour[at * 4] = clamp(colour[at * 4] * (sky * 0.9 + 1.72 * sun));
      colour[at * 4 + 1] = clamp(colour[at * 4 + 1] * (sky * 0.98 + 1.5 * sun));
      colour[at * 4 + 2] = clamp(colour[at * 4 + 2] * (sky * 1.16 + 1.18 * sun));
    }
  }
}

/** 0 in shadow, 1 in the sun. */
function sunlight({ height, texel }, row, column, own) {
  const flat = Math.hypot(SUN.north, SUN.east);
  const rise = (SUN.up / flat) * texel;
  const stepN = SUN.north / flat;
  const stepE = SUN.east / flat;
  let light = 1;
  let step = 1;
  for (let distance = 1.2; distance < 110; distance += step) {
    const i = Math.round(row + stepN * distance);
    const j = Math.round(column + stepE * distance);
    if (i < 0 || j < 0 || i >= SIZE || j >= SIZE) break;
    const above = height[i * SIZE + j] - own - rise * distance;
    if (above > 0) {
      light = Math.min(light, 1 - smoothstep(0, 0.5 + 0.02 * distance * texel, above));
      if (light <= 0) return 0;
    }
    if (distance > 30) step = 2.5;
  }
  return light;
}

const clamp = (x) => Math.min(255, Math.max(0, x));
