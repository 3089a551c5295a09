// `node scripts/screenshots/index.mjs [--only STATE,STATE] [--size WxH] [--out DIR]`: starts the built viewer against
// simulators and takes the pictures of docs/images. The browser is GROUNDGLASS_BROWSER or /usr/bin/chromium.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { root } from '../lib/paths.mjs';
import { SHOWN_VEHICLE, showAnotherAddress } from './address.mjs';
import { demoCamera } from './camera.mjs';
import { startGroundglass } from './program.mjs';
import { STATES } from './states.mjs';

const USUAL_SIZE = '1280x720';
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string', default: join(root, 'docs/images') },
  },
});
const folder = resolve(values.out);
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.GROUNDGLASS_BROWSER || '/usr/bin/chromium',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--autoplay-policy=no-user-gesture-required',
    ...demoCamera(),
  ],
});
const wanted = values.only?.split(',');
for (const state of STATES.filter(({ name }) => wanted?.includes(name) ?? true)) {
  for (const size of values.size ? [values.size] : (state.sizes ?? [USUAL_SIZE])) {
    const file = join(folder, `${state.name}${size === USUAL_SIZE ? '' : `-${size}`}.png`);
    await take(state, size, file);
    console.log(file);
  }
}
await browser.close();

/** @param {import('./states.mjs').State} state @param {string} size @param {string} file */
async function take(state, size, file) {
  const vehicle = await state.vehicle?.();
  const where = vehicle
    ? ['--host', '127.0.0.1', '--video-port', `${vehicle.videoPort}`, '--telemetry-port', `${vehicle.telemetryPort}`]
    : [];
  const wall = (await state.wall?.()) ?? [];
  const groundglass = startGroundglass([
    '--shell',
    'none',
    ...where,
    ...wall.flatMap(asSource),
    ...(state.flags ?? []),
  ]);
  const [, url = ''] = await groundglass.line(/The viewer is at (\S+)/);
  const [width = 1280, height = 720] = size.split('x').map(Number);
  const context = await browser.newContext({
    viewport: { width, height },
    ...(state.isPhone && { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }),
  });
  // On a wall each stream has a name of its own, and no address is seen.
  if (wall.length === 0) {
    await context.addInitScript(showAnotherAddress, { vehicle: SHOWN_VEHICLE, hold: state.hold ?? false });
  }
  const page = await context.newPage();
  await page.goto(new URL(state.path ?? '', url).href);
  await state.reach(page, vehicle ?? wall[1]?.vehicle);
  // A dialog or popover fades in.
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
  await context.close();
  await groundglass.stop();
  await vehicle?.stop();
  await Promise.all(wall.map((each) => each.vehicle.stop()));
  reduce(file);
}

/** @param {import('./vehicles.mjs').Named} named */
function asSource({ name, vehicle: { videoPort, telemetryPort } }) {
  return ['--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=${encodeURIComponent(name)}`];
}

/** To a palette, where ImageMagick is there: a quarter of the bytes, and nothing that can be seen. @param {string} file */
function reduce(file) {
  try {
    execFileSync('convert', [
      file,
      '-strip',
      '-dither',
      'None',
      '-colors',
      '192',
      '-define',
      'png:compression-level=9',
      `png8:${file}`,
    ]);
  } catch {
    // The picture stays as large as it is.
  }
}
