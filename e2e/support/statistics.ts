import { expect } from '@playwright/test';
import { frameNumber } from './screen';
import type { OpenViewer } from './viewer';

/** Opens the statistics, with room for all of them. */
export async function openStatistics({ page, resize }: OpenViewer): Promise<void> {
  await resize(1280, 960);
  await page.keyboard.press('s');
  await expect(page.getByRole('complementary', { name: 'Statistics' })).toBeVisible();
}

/** Closes them, and waits until the numbered strip can be read again. */
export async function closeStatistics({ page, resize }: OpenViewer): Promise<void> {
  await page.keyboard.press('s');
  await resize(640, 480);
  await expect.poll(() => frameNumber(page)).toBeDefined();
}

/** The first number of a row, `NaN` where it has none. */
export async function statistic({ page }: OpenViewer, name: string): Promise<number> {
  const row = page.getByRole('complementary', { name: 'Statistics' }).locator('dl > div', { hasText: name });
  return Number.parseFloat((await row.locator('dd').textContent()) ?? '');
}
