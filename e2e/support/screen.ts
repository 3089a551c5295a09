import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';

/** The numbered strip of a 640x480 clip: fourteen blocks across the middle. */
const BLOCK = 32;
const STRIP = { x: 640 / 2 - 7 * BLOCK, y: 480 / 2 - BLOCK / 2, width: 14 * BLOCK, height: BLOCK };

/** The screen's pixels. */
export async function pixels(page: Page, clip = { x: 0, y: 0, width: 640, height: 480 }): Promise<PNG> {
  return PNG.sync.read(await screenshot(page, clip));
}

/**
 * Chromium now and then says that it cannot take one, and can the next moment. `Page.captureScreenshot` on a session of our own
 * costs 0.6 of the CPU, and was not answered 8 times in 60 tests with two pages.
 */
async function screenshot(page: Page, clip: { x: number; y: number; width: number; height: number }): Promise<Buffer> {
  for (let left = 5; ; left--) {
    try {
      return await page.screenshot({ clip, animations: 'allow' });
    } catch (error) {
      if (left === 0 || !String(error).includes('Unable to capture screenshot')) throw error;
    }
  }
}

/**
 * The number of the picture that stands on the screen, read from its pixels; `undefined` where the strip's guards (white
 * before, black after) are not seen.
 */
export function frameNumber(page: Page): Promise<number | undefined> {
  return stripNumber(page, { x: 0, y: 0, width: 640, height: 480 });
}

/** The number in a picture of the clip's own size, 640x480. */
export function numberIn(picture: PNG): number | undefined {
  return stripIn(picture, STRIP.x, STRIP.y + STRIP.height / 2, 1);
}

/** The number of a picture of the same shape that stands in a box of any size, read as `frameNumber` does. */
export async function stripNumber(
  page: Page,
  box: { x: number; y: number; width: number; height: number },
): Promise<number | undefined> {
  const scale = box.width / 640;
  const x = box.x + STRIP.x * scale;
  const y = box.y + STRIP.y * scale;
  const { data, width, height } = await pixels(page, {
    x,
    y,
    width: STRIP.width * scale,
    height: STRIP.height * scale,
  });
  return stripIn({ data, width }, 0, Math.floor(height / 2), scale);
}

/** @param left of the strip, @param y of its middle, in the picture's pixels */
export function stripIn({ data, width }: Pick<PNG, 'data' | 'width'>, left: number, y: number, scale: number) {
  const bright = (block: number) => {
    const column = left + Math.floor((block + 0.5) * BLOCK * scale);
    return (data[(y * width + column) * 4 + 1] ?? 0) > 127;
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

/** The number of the picture that stands in an element of its shape, such as a tile. */
export async function numberOn(element: Locator): Promise<number | undefined> {
  const box = await element.boundingBox();
  return box ? stripNumber(element.page(), box) : undefined;
}
