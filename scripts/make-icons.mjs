// Draws resources/icons/icon.svg at every size that the systems ask for. Run by hand after a change of the drawing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './lib/ensure-browser.mjs';
import { icns, ico } from './lib/icon-containers.mjs';
import { root } from './lib/paths.mjs';

const folder = join(root, 'resources/icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

const browser = await ensureBrowser();
if ('reason' in browser) {
  console.error(browser.reason);
  process.exit(1);
}
const window = await chromium.launch({ executablePath: browser.path });
const page = await window.newPage();
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`);

/** @param {number} size @returns {Promise<import('./lib/icon-containers.mjs').Picture>} */
async function draw(size) {
  await page.setViewportSize({ width: size, height: size });
  return { size, png: await page.screenshot({ omitBackground: true }) };
}

const pictures = [];
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) pictures.push(await draw(size));
await window.close();

for (const { size, png } of pictures) if (size <= 512) writeFileSync(join(folder, `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
writeFileSync(join(folder, 'icon.icns'), icns(pictures));
