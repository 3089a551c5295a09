/** Value noise without state: the same landscape on every machine. */

/** 0..1 from two whole numbers and a seed. */
export function hash(x, y, seed) {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise of wavelength 1, −1..1. */
export function noise(x, y, seed) {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
  const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const a = hash(xi, yi, seed);
  const b = hash(xi + 1, yi, seed);
  const c = hash(xi, yi + 1, seed);
  const d = hash(xi + 1, yi + 1, seed);
  return 2 * (a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v) - 1;
}

/** Sum of octaves, each half as long and half as strong, about −1..1. */
export function fbm(x, y, octaves, seed) {
  let sum = 0;
  let gain = 0.5;
  let px = x;
  let py = y;
  for (let i = 0; i < octaves; i++) {
    sum += gain * noise(px, py, seed + i);
    gain *= 0.5;
    const rx = px * 1.6 - py * 1.2;
    py = px * 1.2 + py * 1.6 + 17.3;
    px = rx + 5.1;
  }
  return sum;
}

export function smoothstep(low, high, x) {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

export const mix = (a, b, t) => a + (b - a) * t;
