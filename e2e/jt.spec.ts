import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { CLIP_GROUP, CLIP_PICTURES, numberedClipFile } from './support/clip';
import { apart, expectMoving, shownNumber, stillNumber } from './support/numbers';
import { frameNumber, numberOn, stripNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { givesPictures } from './support/tiles';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

test.use({ heavy: true });

/** Pictures in a second of the clip that the cameras send. */
const FPS = 30;

/** Four terminals: either edition of JT/T 808 over either transport of JT/T 1078. */
const TERMINALS = [
  { phone: '13800000001', version: '2013', transport: 'tcp' },
  { phone: '13800000002', version: '2013', transport: 'udp' },
  { phone: '13800000003', version: '2019', transport: 'tcp' },
  { phone: '13800000004', version: '2019', transport: 'udp' },
] as const;
type Terminal = (typeof TERMINALS)[number];

let terminals: Child[] = [];
let viewer: OpenViewer;
let port: number;

test.beforeEach(async ({}, { project }) => {
  port = await freePort();
  const ports = ['--jt-port', String(port), '--jt-udp-port', '0', '--jt-playback-port', '0'];
  viewer = await openViewer(project.name, ['--jt', '--jt-accept-new', ...ports]);
  // Electron keeps how a wall was left.
  await viewer.page.evaluate(() => localStorage.removeItem('groundglass.wall'));
});

test.afterEach(async () => {
  await Promise.all(terminals.map((terminal) => terminal.stop()));
  terminals = [];
  await viewer?.close();
});

async function dialIn({ phone, version, transport }: Terminal, ...extra: readonly string[]): Promise<Child> {
  const how = ['--phone', phone, '--version', version, '--transport', transport, '--channels', '1', ...extra];
  const where = ['--port', String(port), '--clip', numberedClipFile()];
  const terminal = startChild(process.execPath, [CLI, 'simulate', 'dashcam', ...where, ...how]);
  terminals.push(terminal);
  await terminal.line(/is let in/);
  return terminal;
}

/** A terminal says its plate when it registers: 沪A and the last digits of its phone. */
const plateOf = ({ phone }: Terminal) => `沪A${phone.slice(-5)}`;
const tile = (page: Page, terminal: Terminal) =>
  page.getByRole('button', { name: new RegExp(`^${plateOf(terminal)} camera 1, `) });

async function expectLive(page: Page, terminal: Terminal): Promise<void> {
  await expect(tile(page, terminal)).toHaveAccessibleName(givesPictures(`${plateOf(terminal)} camera 1`));
  await expectMoving(() => numberOn(tile(page, terminal)));
}

test('shows terminals of both editions over both transports, and one that comes back', async () => {
  const { page } = viewer;
  await viewer.resize(1280, 960);
  const [first] = await Promise.all(TERMINALS.map((terminal) => dialIn(terminal)));
  // There is no wall of fewer than two streams: the terminals may still be on their way in.
  await expect(async () => {
    if (await tile(page, TERMINALS[0]).isHidden()) await page.keyboard.press('w');
    await expect(tile(page, TERMINALS[0])).toBeVisible({ timeout: 2000 });
  }).toPass();
  for (const terminal of TERMINALS) await expectLive(page, terminal);

  first?.signal('SIGKILL');
  await first?.exited;
  await expect(tile(page, TERMINALS[0])).toHaveAccessibleName(/, Stale, \d+/);
  for (const terminal of TERMINALS.slice(1)) await expectLive(page, terminal);
  await dialIn(TERMINALS[0]);
  await expectLive(page, TERMINALS[0]);
  expect(viewer.errors).toEqual([]);
});

test('shows where a terminal says that it drives', async () => {
  await dialIn(TERMINALS[2]);
  const { page } = viewer;
  await shownNumber(() => frameNumber(page));
  const position = /^Telemetry: altitude 12\.0 m, ground speed .*, position 31\.2\d{5}° 121\.4\d{5}°, GPS . 14 sat$/;
  await expect(page.getByRole('img', { name: position })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Compass: heading \d+\.0°/ })).toBeVisible();
});

test('plays what a camera recorded, holds it, and goes on', async () => {
  const { page } = viewer;
  const [terminal] = TERMINALS;
  await dialIn(terminal);
  await viewer.resize(1280, 960);
  const number = () => stripNumber(page, { x: 0, y: 0, width: 1280, height: 960 });
  await shownNumber(number);

  const order = async (name: string) => {
    await page.keyboard.press('d');
    await page.getByRole('group', { name: 'Camera 1 plays a recording' }).getByRole('button', { name }).click();
    if (name !== 'Show') await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await page.keyboard.press('d');
  await page.getByRole('button', { name: `Recordings of ${plateOf(terminal)}` }).click();
  await page.getByRole('button', { name: 'Find' }).click();
  await page
    .getByRole('button', { name: /^Play / })
    .first()
    .click();
  await expect(page.getByRole('group', { name: 'Camera 1 plays a recording' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await order('Show');
  await expect(page.getByRole('button', { name: `Menu, ${plateOf(terminal)} camera 1 playback` })).toBeVisible();
  await expectMoving(number);
  await order('Pause');
  await stillNumber(number);
  await order('Go on');
  await expectMoving(number);
  expect(viewer.errors).toEqual([]);
});

test('shows no broken picture where a hundredth of the datagrams is lost', async () => {
  const { page } = viewer;
  await dialIn(TERMINALS[3], '--loss', '1', '--reorder');
  const box = { x: 0, y: 0, width: 640, height: 480 };
  await shownNumber(() => stripNumber(page, box));
  const { origin } = new URL(page.url());
  const faults = async () => {
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    return Number(/^groundglass_stream_faults_total\{.*13800000004.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
  };
  const looks: { readonly number: number | undefined; readonly fromMs: number; readonly toMs: number }[] = [];
  const look = async () => {
    const fromMs = performance.now();
    looks.push({ number: await stripNumber(page, box), fromMs, toMs: performance.now() });
  };
  await expect(async () => {
    for (let n = 0; n < 10; n++) await look();
    expect(await faults()).toBeGreaterThanOrEqual(5);
    expect(new Set(looks.map(({ number }) => number)).size).toBeGreaterThan(20);
  }).toPass({ intervals: [0] });
  expect(looks.filter(({ number }) => number === undefined || number >= CLIP_PICTURES)).toEqual([]);
  // A picture put together of two has bits of both numbers, and stands out of turn: before the one that was seen last, or
  // further on than the camera can have come since that was first seen. How long a pause lasts is chance: as many groups as
  // have a key picture of which something was lost. The way up to now takes some groups at most.
  const outOfTurn: object[] = [];
  let shown = { number: looks[0]?.number ?? 0, fromMs: looks[0]?.fromMs ?? 0 };
  for (const { number = 0, fromMs, toMs } of looks) {
    const farthest = 3 * CLIP_GROUP + Math.ceil(((toMs - shown.fromMs) / 1000) * FPS);
    if (farthest < CLIP_PICTURES && apart(shown.number, number, CLIP_PICTURES) > farthest)
      outOfTurn.push({ shown, number, toMs });
    if (number !== shown.number) shown = { number, fromMs };
  }
  expect(outOfTurn).toEqual([]);
});
