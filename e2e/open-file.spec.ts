import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { numberedClipFile } from './support/clip';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { openViewer } from './support/viewer';

// Electron alone: a browser knows no file of the station's disk.

const closing: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Drops what a file field holds onto the page, or a file that the page makes itself. */
async function drop(page: Page, made?: string): Promise<void> {
  await page.evaluate((name) => {
    const chosen = document.querySelector<HTMLInputElement>('#chosen')?.files?.[0];
    const file = name === undefined ? chosen : new File(['no film'], name);
    const dataTransfer = new DataTransfer();
    if (file) dataTransfer.items.add(file);
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
  }, made);
}

test('a file that is dropped onto the window plays, and one that the page made opens nothing', async ({}, {
  project,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-open-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const film = path.join(folder, 'dropped.mkv');
  const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-crf', '20'];
  execFileSync('ffmpeg', ['-v', 'error', '-r', '30', '-i', numberedClipFile(), ...x264, film]);
  const viewer = await openViewer(project.name, ['--no-overlay']);
  closing.push(() => viewer.close());
  const { page } = viewer;
  await page.keyboard.press('Escape');
  await drop(page, film);
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'chosen';
    document.body.append(field);
  });
  await expect(page.getByRole('slider', { name: 'Position' })).toHaveCount(0);
  await page.locator('#chosen').setInputFiles(film);
  await drop(page);
  await expect.poll(() => frameNumber(page)).toBeGreaterThan(3);
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('Home');
  await expect.poll(() => frameNumber(page)).toBe(0);
  await page.keyboard.press('.');
  await expect.poll(() => frameNumber(page)).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('slider', { name: 'Position' })).toHaveCount(0);
});
