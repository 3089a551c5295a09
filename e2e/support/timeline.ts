import type { Locator, Page } from '@playwright/test';
import { apart, type Look, stillNumber } from './numbers';
import { stripNumber } from './screen';
import { expect } from './test';

export const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Position' });

/** Waits until so many seconds can be rewound. */
export async function waitForPast(page: Page, seconds: number): Promise<void> {
  await expect
    .poll(async () => Number(await slider(page).getAttribute('aria-valuemax')), { intervals: [100] })
    .toBeGreaterThanOrEqual(seconds);
}

/**
 * Pauses, goes a second back, and waits for that place's picture. What was on its way when it paused may still come, and
 * stand still for a while before on a busy machine: a place of before is behind all of it.
 * @param ring pictures after which the numbers begin anew
 * @returns the number of the picture that is paused at
 */
export async function pauseASecondBack(page: Page, look: Look, ring: number): Promise<number> {
  await page.keyboard.press('Space');
  const paused = await stillNumber(look);
  await page.keyboard.press('Shift+ArrowLeft');
  let number = Number.NaN;
  await expect(async () => {
    number = await stillNumber(look);
    const back = apart(number, paused, ring);
    expect(back).toBeGreaterThanOrEqual(15);
    expect(back).toBeLessThan(ring / 2);
  }).toPass();
  return number;
}

/**
 * Points at a share of the timeline until it takes the mouse: it fades out, and lets clicks through, where the mouse has
 * rested for 3 s, and those pass while a busy machine is waited for.
 */
export async function pointAtTimeline(page: Page, share: number): Promise<void> {
  await expect(async () => {
    const box = await slider(page).boundingBox();
    if (!box) throw new Error('there is no timeline');
    const at = { x: box.x + box.width * share, y: box.y + box.height / 2 };
    await page.mouse.move(at.x + 1, at.y);
    await page.mouse.move(at.x, at.y);
    const takes = ({ x, y }: typeof at) => Boolean(document.elementFromPoint(x, y)?.closest('[role=slider]'));
    expect(await page.evaluate(takes, at)).toBe(true);
  }).toPass();
}

/** Clicks at a share of the timeline, once it takes the mouse. */
export async function clickTimeline(page: Page, share: number): Promise<void> {
  await pointAtTimeline(page, share);
  await page.mouse.down();
  await page.mouse.up();
}

/** Where on the timeline the picture on the screen lies, 0 (the oldest) to 1 (live). */
export async function shareOfPosition(page: Page): Promise<number> {
  const [now, max] = await slider(page).evaluate((at) => [at.ariaValueNow, at.ariaValueMax].map(Number));
  return (now ?? Number.NaN) / (max ?? Number.NaN);
}

/** The small picture above the place on the timeline that is pointed at. */
export const card = (page: Page): Locator => page.locator('.timeline-hover-picture');

/**
 * The number in that picture; undefined where there is none. The whole timeline fades in where the mouse had rested, and
 * out again 3 s later: one look is not enough.
 */
export async function cardNumber(page: Page): Promise<number | undefined> {
  if ((await card(page).count()) === 0) return undefined;
  if ((await card(page).getAttribute('data-picture')) !== 'shown') return undefined;
  const box = await card(page).boundingBox();
  return box ? stripNumber(page, box) : undefined;
}

/**
 * As `cardNumber`, with the mouse at a share of the timeline; it is moved by a pixel at each look, as a hand moves it, so
 * that the timeline stays.
 */
export async function cardNumberAt(page: Page, share: number): Promise<number | undefined> {
  const box = await slider(page).boundingBox();
  if (!box) return undefined;
  const x = box.x + box.width * share;
  await page.mouse.move(x + 1, box.y + box.height / 2);
  await page.mouse.move(x, box.y + box.height / 2);
  return cardNumber(page);
}
