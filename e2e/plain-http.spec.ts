import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import { newPage } from './support/browser';
import { type Child, startChild } from './support/child';
import { numberedClipFile, smallClipFile } from './support/clip';
import { homeEnvironment } from './support/home';
import { SIMULATOR } from './support/hosts';
import { expectMoving, stillNumber } from './support/numbers';
import { frameNumber, numberOn, pixels } from './support/screen';
import { expect, type Page, test } from './support/test';
import { givesPictures } from './support/tiles';
import { CLI } from './support/viewer';

test.use({ heavy: true });

/** An address of this machine that is not loopback: over plain HTTP a browser gives such a page no `VideoDecoder`. */
const address = Object.values(os.networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

interface Vehicle {
  readonly videoPort: number;
  readonly telemetryPort: number;
  readonly name: string;
  host: Child;
}

let home: string;
let vehicles: Vehicle[];
let gateway: Child | undefined;
let page: Page | undefined;
test.beforeEach(async () => {
  test.skip(address === undefined, 'this machine has no address but loopback');
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-http-'));
  vehicles = [];
});
test.afterEach(async () => {
  await page?.context().close();
  page = undefined;
  await gateway?.stop();
  gateway = undefined;
  await Promise.all((vehicles ?? []).map(({ host }) => host.stop()));
  if (home) rmSync(home, { recursive: true, force: true });
});

/** Starts vehicles, a gateway in front of them that other machines can reach, and opens its link. */
async function openPage(
  names: readonly string[],
  size = { width: 640, height: 480 },
  flags: readonly string[] = [],
): Promise<Page> {
  for (const name of names) {
    const ports = { videoPort: await freePort(), telemetryPort: await freePort() };
    vehicles.push({ ...ports, name, host: await SIMULATOR.start({ clip: numberedClipFile(), ...ports }) });
  }
  const sources = vehicles.flatMap(({ videoPort, telemetryPort, name }) => [
    '--source',
    `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=${name}`,
  ]);
  const env = homeEnvironment(home);
  gateway = startChild(process.execPath, [CLI, 'gateway', '--listen', `${address}:0`, ...sources, ...flags], env);
  page = await newPage({ viewport: size });
  await page.goto((await gateway.line(/to watch: +(\S+)/))[1] ?? '');
  await expect(page).toHaveURL(new RegExp(`^http://${address}:\\d+/$`));
  return page;
}

/** How many pixels of the page are of the film that it cannot show. */
async function magentaPixels(page: Page): Promise<number> {
  const { data } = await pixels(page);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at] ?? 0) > 180 && (data[at + 1] ?? 0) < 90 && (data[at + 2] ?? 0) > 180) count++;
  }
  return count;
}

const statistics = (page: Page) => page.getByRole('complementary', { name: 'Statistics' });

test('a page without a video decoder shows the vehicle live by MSE, says so, and does after a reload', async () => {
  const page = await openPage(['Rover']);
  expect(await page.evaluate(() => typeof VideoDecoder)).toBe('undefined');
  await expectMoving(() => frameNumber(page));
  await page.reload();
  await expectMoving(() => frameNumber(page));
  // Nothing decodes small pictures here: the timeline says when it was, and no more.
  await page.getByRole('slider', { name: 'Position' }).hover();
  await expect(page.locator('.timeline-hover')).toBeVisible();
  await expect(page.locator('.timeline-hover-picture')).toHaveAttribute('data-picture', 'none');
  await page.setViewportSize({ width: 1280, height: 960 });
  await page.keyboard.press('s');
  await expect(statistics(page)).toContainText(/\d+ of \d+, MSE/);
  await expect(statistics(page)).toContainText(/Pictures shown\d+ of \d+, \d+\/s/);
  await expect(statistics(page)).toContainText(/From arrival\d/);
});

test('a film whose pictures come in another order is not shown in a wrong one: the page says how to see it', async () => {
  const folder = path.join(home, 'recordings');
  mkdirSync(folder);
  // Of one colour, which nothing else on the page has.
  const input = ['-f', 'lavfi', '-i', 'color=magenta:size=640x480:rate=30', '-frames:v', '60', '-pix_fmt', 'yuv420p'];
  const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-x264-params', 'b-adapt=0'];
  execFileSync('ffmpeg', ['-v', 'error', ...input, ...x264, path.join(folder, 'film.mp4')]);
  // One that was written to a moment ago may not be whole.
  const yesterday = new Date(Date.now() - 86_400_000);
  utimesSync(path.join(folder, 'film.mp4'), yesterday, yesterday);
  const page = await openPage(['Rover'], undefined, ['--recordings', folder]);
  await expectMoving(() => frameNumber(page));
  await page.keyboard.press('l');
  await page.getByRole('row').filter({ hasText: 'film' }).getByRole('button', { name: /^Play/ }).click();
  await expect(page.getByText('This page cannot show this film').first()).toBeVisible();
  // What was live before stays, and nothing of the film comes.
  for (let look = 0; look < 8; look++) expect(await magentaPixels(page)).toBe(0);
});

test('the last picture stays while the link is lost, and pictures go on when it is back, of another size too', async () => {
  const page = await openPage(['Rover']);
  await expectMoving(() => frameNumber(page));
  const [rover] = vehicles;
  if (!rover) throw new Error('no vehicle');
  await rover.host.stop();
  await expect(page.getByText(/refuses the connection/).first()).toBeAttached();
  await stillNumber(() => frameNumber(page));
  rover.host = await SIMULATOR.start({ ...rover, clip: smallClipFile() });
  await expectMoving(() => frameNumber(page));
  await page.setViewportSize({ width: 1280, height: 960 });
  await page.keyboard.press('s');
  await expect(statistics(page)).toContainText('320x240');
});

test('a wall of four is live, and stays so while pictures come and go', async () => {
  const names = ['North', 'East', 'South', 'West'];
  const page = await openPage(names, { width: 1280, height: 960 });
  const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, `) });
  for (const name of names) {
    await expect(tile(name)).toHaveAccessibleName(givesPictures(name));
    await expectMoving(() => numberOn(tile(name)));
  }
  await tile('East').dblclick();
  await page.setViewportSize({ width: 640, height: 480 });
  await expectMoving(() => frameNumber(page));
});
