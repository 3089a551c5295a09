import type { Locator, Page } from '@playwright/test';
import { pixels } from './screen';

/** An instrument as it stands on the screen: its pixels by their place from the dial's centre, in shares of its ring's radius. */
interface Dial {
  readonly radiusPx: number;
  readonly dialPx: number;
  /** Visits each pixel whose distance from the centre lies between two shares of the radius. */
  each(from: number, to: number, visit: (x: number, y: number, red: number, green: number, blue: number) => void): void;
}

const DEGREES = 180 / Math.PI;

/** The dial is as wide as its canvas, and stands at its foot. */
async function dialOf(element: Locator): Promise<Dial> {
  const box = await element.boundingBox();
  if (!box) throw new Error('the instrument is not on the page');
  const { data, width, height } = await pixels(element.page(), box);
  // A screen may have several pixels for one of the page's.
  const dialPx = width;
  const [centreX, centreY] = [width / 2, height - width / 2];
  const radiusPx = dialPx / 2 - Math.max(2, dialPx * 0.035);
  return {
    radiusPx,
    dialPx,
    each(from, to, visit) {
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const [x, y] = [column + 0.5 - centreX, row + 0.5 - centreY];
          const share = Math.hypot(x, y) / radiusPx;
          if (share < from || share > to) continue;
          const at = (row * width + column) * 4;
          visit(x, y, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
        }
      }
    },
  };
}

/**
 * Roll and pitch in degrees, read from the pixels of the attitude indicator: of all straight lines the one that parts the
 * sky's blue from the ground's brown best. Behind it no picture may stand.
 */
export async function attitudeOnScreen(element: Locator): Promise<{ rollDeg: number; pitchDeg: number }> {
  const dial = await dialOf(element);
  const points: { readonly x: number; readonly y: number; readonly isSky: boolean }[] = [];
  dial.each(0, 0.82, (x, y, red, green, blue) => {
    // Lines, letters and their edges are green or nearly grey, and neither.
    if (green < 0.8 * Math.max(red, blue) && Math.abs(blue - red) > 12) points.push({ x, y, isSky: blue > red });
  });
  let best = { wrong: Number.POSITIVE_INFINITY, widthPx: 0, rollDeg: 0, dropPx: 0 };
  const search = (from: number, to: number, step: number) => {
    for (let rollDeg = from; rollDeg <= to; rollDeg += step) {
      const found = partedAt(points, rollDeg, dial.radiusPx);
      // The line itself is neither sky nor ground: it lies where there is most room for it.
      const isBetter = found.wrong < best.wrong || (found.wrong === best.wrong && found.widthPx > best.widthPx);
      if (isBetter) best = { ...found, rollDeg };
    }
  };
  search(-180, 180, 3);
  const { rollDeg } = best;
  search(rollDeg - 3, rollDeg + 3, 0.1);
  // One 120th of the dial is a degree of pitch.
  return { rollDeg: best.rollDeg, pitchDeg: best.dropPx / (dial.dialPx / 120) };
}

/** How many points are on the wrong side of the best horizon of a roll, and how far that lies below the centre. */
function partedAt(points: readonly { x: number; y: number; isSky: boolean }[], rollDeg: number, radiusPx: number) {
  const [sine, cosine] = [Math.sin(rollDeg / DEGREES), Math.cos(rollDeg / DEGREES)];
  const half = Math.ceil(radiusPx);
  const steps = 2;
  const sky = new Float64Array(2 * half * steps + 1);
  const ground = new Float64Array(2 * half * steps + 1);
  for (const { x, y, isSky } of points) {
    // Towards the ground: right wing down turns the world anticlockwise.
    const down = x * sine + y * cosine;
    (isSky ? sky : ground)[Math.round((down + half) * steps)]! += 1;
  }
  let wrong = sky.reduce((sum, count) => sum + count, 0);
  let best = { wrong, from: 0, to: 0 };
  // The horizon goes from the top down: what it has passed is sky.
  for (let at = 0; at < sky.length; at++) {
    wrong += (ground[at] ?? 0) - (sky[at] ?? 0);
    if (wrong < best.wrong) best = { wrong, from: at, to: at };
    else if (wrong === best.wrong && at === best.to + 1) best = { ...best, to: at };
  }
  const { from, to } = best;
  return { wrong: best.wrong, widthPx: (to - from) / steps, dropPx: ((from + to) / 2 + 0.5) / steps - half };
}

const LETTERS = ['N', 'E', 'S', 'W'] as const;
/** Where the card's letters stand, and how large they are, in shares of the ring's radius. */
const LETTER_RADIUS = 0.72;
const LETTER_DIAL = 0.115;

/**
 * The heading in degrees, read from the pixels of the compass: the strokes of the card tell it within 10°, the four bright
 * letters within 90°, and what these letters are the rest.
 */
export async function headingOnScreen(element: Locator): Promise<number> {
  const dial = await dialOf(element);
  const ink: { readonly x: number; readonly y: number; readonly weight: number }[] = [];
  const letters = { real: 0, imaginary: 0 };
  const strokes = { real: 0, imaginary: 0 };
  dial.each(0, 0.925, (x, y, red, green) => {
    // The letters' and strokes' green; numbers are nearly grey.
    const weight = Math.max(0, green - red - 40);
    if (weight === 0) return;
    const share = Math.hypot(x, y) / dial.radiusPx;
    const angle = Math.atan2(x, -y);
    if (share > 0.58 && share < 0.85) {
      ink.push({ x, y, weight });
      letters.real += weight * Math.cos(4 * angle);
      letters.imaginary += weight * Math.sin(4 * angle);
    }
    // Not where the lubber line stands: two strokes' room.
    if (share < 0.895 || Math.abs(angle * DEGREES) < 10) return;
    strokes.real += weight * Math.cos(36 * angle);
    strokes.imaginary += weight * Math.sin(36 * angle);
  });
  // A card that is turned left by the heading has its marks at minus the heading.
  const withinTen = (-Math.atan2(strokes.imaginary, strokes.real) * DEGREES) / 36;
  const within90 = (-Math.atan2(letters.imaginary, letters.real) * DEGREES) / 4;
  const fine = withinTen + 10 * Math.round((within90 - withinTen) / 10);
  const glyphs = await glyphsOf(element.page(), dial.dialPx * LETTER_DIAL);
  const likeness = [0, 90, 180, 270].map((turn) => {
    const heading = fine + turn;
    return {
      heading,
      like: LETTERS.reduce((sum, letter, at) => sum + likenessOf(ink, glyphs[letter], at * 90 - heading), 0),
    };
  });
  const best = likeness.reduce((one, other) => (other.like > one.like ? other : one));
  return ((best.heading % 360) + 360) % 360;

  /** How much of a letter's ink stands where it should, less what stands where it should not. */
  function likenessOf(marks: typeof ink, glyph: Glyph, bearingDeg: number): number {
    const angle = bearingDeg / DEGREES;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const half = glyph.size / 2;
    let sum = 0;
    for (const { x, y, weight } of marks) {
      // Upright, from the letter's middle.
      const across = x * cosine + y * sine;
      const down = -x * sine + y * cosine + dial.radiusPx * LETTER_RADIUS;
      const [column, row] = [Math.floor(across + half), Math.floor(down + half)];
      if (column < 0 || row < 0 || column >= glyph.size || row >= glyph.size) continue;
      sum += weight * ((glyph.alpha[row * glyph.size + column] ?? 0) / 255 - 0.35);
    }
    return sum;
  }
}

interface Glyph {
  readonly size: number;
  readonly alpha: readonly number[];
}

/** The card's letters as the page's own font has them. */
function glyphsOf(page: Page, fontPx: number): Promise<Readonly<Record<(typeof LETTERS)[number], Glyph>>> {
  return page.evaluate(
    ([letters, px]) => {
      const size = Math.ceil(px * 1.6);
      const glyphs = letters.map((letter) => {
        const ink = new OffscreenCanvas(size, size).getContext('2d');
        if (!ink) throw new Error('no canvas');
        ink.font = `700 ${px}px B612`;
        ink.textAlign = 'center';
        ink.textBaseline = 'middle';
        ink.fillText(letter, size / 2, size / 2);
        const { data } = ink.getImageData(0, 0, size, size);
        return [
          letter,
          { size, alpha: Array.from({ length: size * size }, (_, at) => data[at * 4 + 3] ?? 0) },
        ] as const;
      });
      return Object.fromEntries(glyphs) as Record<(typeof letters)[number], { size: number; alpha: number[] }>;
    },
    [LETTERS, fontPx] as const,
  );
}
