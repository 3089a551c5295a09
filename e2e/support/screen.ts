import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';

/** The numbered strip of a 640x480 clip: fourteen blocks across the middle. */
const BLOCK = 32;
const STRIP = { x: 640 / 2 - 7 * BLOCK, y: 480 / 2 - BLOCK / 2, width: 14 * BLOCK, height: BLOCK };

/** The screen's pixels. */
export async function pixels(page: Page, clip = { x: 0, y: 0, width: 640, height: 480 }): Promise<PNG> {
  return PNG.sync.read(await page.screenshot({ clip, animations: 'allow' }));
}

/**
 * The number of the picture that stands on the screen, read from its pixels; `undefined` where the strip's guards (white
 * before, black after) are not seen.
 */
export async function frameNumber(page: Page): Promise<number | undefined> {
  const { data, width } = await pixels(page, STRIP);
  const bright = (block: number) => {
    const x = block * BLOCK + BLOCK / 2;
    return (data[((BLOCK / 2) * width + x) * 4 + 1] ?? 0) > 127;
  };
  if (!bright(0) || bright(13)) return undefined;
  let number = 0;
  for (let bit = 0; bit < 12; bit++) if (bright(bit + 1)) number |= 1 << bit;
  return number;
}

/** How many pixels of a region are bright: whether something is drawn there. */
export async function brightPixels(
  page: Page,
  clip: { x: number; y: number; width: number; height: number },
): Promise<number> {
  const { data } = await pixels(page, clip);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at + 1] ?? 0) > 150) count++;
  return count;
}
