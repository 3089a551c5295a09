import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { cameraWithoutParameterSets, fleet, nobody, silentCamera, simulator } from './vehicles.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/**
 * One picture of one state.
 * @typedef {object} State
 * @property {string} name of the file
 * @property {() => Promise<import('./vehicles.mjs').Vehicle>} [vehicle] none: the viewer is started without a host
 * @property {() => Promise<import('./vehicles.mjs').Named[]>} [wall] several vehicles instead of one; `reach` gets the second
 * @property {string[]} [flags] of the viewer
 * @property {boolean} [hold] shows the first attempt to connect as still under way
 * @property {string} [path] of the page, behind the station's address
 * @property {boolean} [isPhone] fingers instead of a mouse, and a finer screen
 * @property {string[]} [sizes] instead of the usual one
 * @property {(page: Page, vehicle: import('./vehicles.mjs').Vehicle | undefined) => Promise<void>} reach brings the page
 *   there, and resolves when it is
 */

/** The first turn is at its steepest about four seconds into the flight, the second, to the left, ten seconds later. */
const INTO_THE_TURN_MS = 4000;
const TO_THE_NEXT_TURN_MS = 10_000;
/** A few seconds of age. */
const TO_BE_SEEN_STALE_MS = 1500;

/** @param {Page} page @param {string} kind */
const status = (page, kind) => page.locator(`.stage[data-status="${kind}"]`).waitFor();
/** @param {Page} page */
const inTheTurn = async (page) => {
  await status(page, 'live');
  await page.waitForTimeout(INTO_THE_TURN_MS);
};
/** @param {Page} page */
const mouseMoved = async (page) => {
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 200);
};

/** @param {Page} page @param {import('./vehicles.mjs').Vehicle | undefined} vehicle */
async function wallWithOneStale(page, vehicle) {
  await page.locator('.tile[data-status="live"]').nth(3).waitFor();
  await page.waitForTimeout(INTO_THE_TURN_MS);
  await vehicle?.stop();
  await page.keyboard.press('3');
  await page.locator('.tile[data-status="stale"]').waitFor();
  await page.waitForTimeout(TO_BE_SEEN_STALE_MS);
  await mouseMoved(page);
}

/** Recordings of the pictures' own, from an empty folder on. */
function emptyFolder() {
  const folder = join(root, 'build/screenshots/recordings');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return ['--recordings', folder];
}

/** @param {Page} page @param {number} ms */
async function record(page, ms) {
  await page.keyboard.press('r');
  await page.waitForTimeout(ms);
  await page.keyboard.press('r');
  await page.waitForTimeout(1000);
}

/** @param {Page} page */
async function recordedTwice(page) {
  await inTheTurn(page);
  await record(page, 4000);
  await page.keyboard.press('r');
  await page.waitForTimeout(3000);
  await page.keyboard.press('m');
  await page.waitForTimeout(5000);
  await page.keyboard.press('r');
  await page.waitForTimeout(1500);
  await page.keyboard.press('l');
  await page.locator('.library-table tbody tr').nth(1).waitFor();
  await page.locator('.library-folder').evaluate((line) => {
    line.textContent = 'Kept in /home/pilot/Videos/Groundglass';
  });
  // The rows' pictures come one after the other.
  await page.waitForTimeout(2500);
}

/** @param {Page} page */
async function clipMarked(page) {
  await inTheTurn(page);
  await page.waitForTimeout(14_000);
  await page.keyboard.press('m');
  await page.keyboard.press('[');
  await page.waitForTimeout(5000);
  await page.keyboard.press(']');
  await page.waitForTimeout(3000);
  await mouseMoved(page);
}

/** A phone's screen, in CSS px. */
const PHONE = '390x844';
const STATION = '192.168.1.20';

/** @param {Page} page */
async function sharing(page) {
  await page.getByRole('button', { name: 'Start sharing' }).click();
  await page.getByText(/^Sharing\. /).waitFor();
  await page.waitForTimeout(INTO_THE_TURN_MS);
}

/**
 * Addresses of this machine do not belong in pictures, and its free ports change with every run.
 * @param {Page} page
 */
async function hideAddresses(page) {
  await page.getByRole('dialog').evaluate((dialog, station) => {
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
    let vehicle = 100;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      node.nodeValue = (node.nodeValue ?? '')
        .replace(/\d+\.\d+\.\d+\.\d+:\d+\//g, `${station}:3000/`)
        .replace(/127\.0\.0\.1:\d+\?telemetry=\d+/, () => `192.168.1.${vehicle++}:8000?telemetry=8001`);
    }
  }, STATION);
}

/** @type {State[]} */
export const STATES = [
  { name: 'first-run', reach: (page) => page.getByRole('dialog').waitFor() },
  {
    name: 'no-vehicle',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'connecting',
    vehicle: nobody,
    hold: true,
    reach: (page) => page.getByText('Connecting to').first().waitFor(),
  },
  // docs/images/live.png is Electron's window, which a browser cannot take.
  { name: 'live', vehicle: simulator, sizes: ['640x480', '320x240'], reach: inTheTurn },
  {
    name: 'live-statistics',
    vehicle: simulator,
    sizes: ['1280x720', '640x480', '320x240'],
    reach: async (page) => {
      await inTheTurn(page);
      // The statistics are over five seconds, and the first pictures come all at once.
      await page.waitForTimeout(TO_THE_NEXT_TURN_MS);
      await page.keyboard.press('s');
      await page.getByRole('complementary', { name: 'Statistics' }).getByText('Mbit/s').waitFor();
    },
  },
  {
    name: 'keys',
    vehicle: simulator,
    reach: async (page) => {
      await inTheTurn(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  },
  {
    name: 'menu',
    vehicle: simulator,
    reach: async (page) => {
      await inTheTurn(page);
      await mouseMoved(page);
      await page.getByRole('button', { name: /^Menu/ }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'overlay-off',
    vehicle: simulator,
    reach: async (page) => {
      await inTheTurn(page);
      await page.keyboard.press('o');
    },
  },
  {
    name: 'stale',
    vehicle: simulator,
    sizes: ['1280x720', '640x480', '320x240'],
    reach: async (page, vehicle) => {
      await inTheTurn(page);
      await vehicle?.stop();
      await status(page, 'stale');
      await page.waitForTimeout(4000);
    },
  },
  { name: 'refused', vehicle: nobody, reach: (page) => status(page, 'unreachable') },
  { name: 'no-data', vehicle: silentCamera, reach: (page) => status(page, 'noData') },
  {
    name: 'no-picture',
    vehicle: cameraWithoutParameterSets,
    reach: (page) => page.getByText('without its parameter sets').first().waitFor(),
  },
  {
    name: 'telemetry-missing',
    vehicle: () => simulator('--no-telemetry'),
    reach: async (page) => {
      await inTheTurn(page);
      await page.getByText('No telemetry').first().waitFor();
    },
  },
  {
    name: 'video-missing',
    vehicle: () => simulator('--no-video'),
    reach: async (page) => {
      await status(page, 'unreachable');
      await page.waitForTimeout(INTO_THE_TURN_MS);
    },
  },
  {
    name: 'wall',
    wall: () => fleet('Rover', 'North gate', 'Harbour', 'Crane'),
    reach: wallWithOneStale,
  },
  {
    name: 'wall-nine',
    wall: () => fleet('Rover', 'North gate', 'Harbour', 'Crane', 'Mast', 'Bridge', 'Roof', 'Workshop', 'Pier'),
    reach: wallWithOneStale,
  },
  {
    name: 'share',
    vehicle: simulator,
    reach: async (page) => {
      await inTheTurn(page);
      await page.keyboard.press('i');
      await page.getByLabel('Name for the others').fill('Mast camera');
      await sharing(page);
    },
  },
  {
    name: 'serve-others',
    vehicle: simulator,
    reach: async (page) => {
      await inTheTurn(page);
      await page.keyboard.press('g');
      await page.getByLabel('Address and port').fill('0.0.0.0:0');
      await page.getByRole('button', { name: 'Switch on' }).click();
      await page.getByRole('button', { name: 'A phone as a camera' }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await hideAddresses(page);
    },
  },
  {
    name: 'timeline',
    wall: () => fleet('Rover'),
    reach: async (page) => {
      await clipMarked(page);
      const box = await page.getByRole('slider', { name: 'Position' }).boundingBox();
      if (box) await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'clip',
    wall: () => fleet('Rover'),
    reach: async (page) => {
      await clipMarked(page);
      await page.keyboard.press('e');
      await page.getByRole('radio', { name: /New video/ }).check({ force: true });
    },
  },
  { name: 'library', wall: () => fleet('Rover'), flags: emptyFolder(), reach: recordedTwice },
  {
    name: 'playing',
    wall: () => fleet('Rover'),
    flags: emptyFolder(),
    reach: async (page) => {
      await recordedTwice(page);
      await page.locator('.library-table tbody tr').first().dblclick();
      await page.waitForTimeout(4000);
      await page.keyboard.press(' ');
      await mouseMoved(page);
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'cameras',
    wall: () => fleet('Rover', 'North gate', 'Harbour'),
    reach: async (page) => {
      await page.locator('.tile[data-status="live"]').nth(2).waitFor();
      await page.waitForTimeout(INTO_THE_TURN_MS);
      await page.keyboard.press('a');
      await page.getByRole('dialog', { name: 'Cameras' }).waitFor();
      await hideAddresses(page);
    },
  },
  {
    name: 'add-camera',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Cameras…' }).click();
      await page.getByLabel('Kind of camera').selectOption('jpeg+ws');
      await page.getByLabel('Address').fill('192.168.1.30');
    },
  },
  {
    name: 'phone-camera',
    path: 'phone/',
    isPhone: true,
    sizes: [PHONE],
    reach: sharing,
  },
  { name: 'live', vehicle: simulator, isPhone: true, sizes: [PHONE], reach: inTheTurn },
  {
    name: 'wall',
    wall: () => fleet('Rover', 'North gate', 'Harbour'),
    isPhone: true,
    sizes: [PHONE],
    reach: async (page) => {
      await page.locator('.tile[data-status="live"]').nth(2).waitFor();
      await page.waitForTimeout(INTO_THE_TURN_MS);
      await page.touchscreen.tap(200, 300);
    },
  },
];
