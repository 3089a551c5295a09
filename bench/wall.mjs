/*
 * A wall of live streams in one window: pictures a second that stand on the screen, the latency that the viewer itself
 * tells of each tile (from the picture's arrival at the station to its presentation), and CPU of browser and station.
 *
 * Use: node bench/wall.mjs [--streams 4,9,16] [--seconds 15] [--size 1280x960] [--app out/cli/index.js]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { startChild } from './lib/child.mjs';
import { openDisplay } from './lib/display.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { processTree } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { mean, quantile } from './lib/statistics.mjs';

const { values: options } = parseArgs({
  options: {
    streams: { type: 'string', default: '4,9,16' },
    seconds: { type: 'string', default: '15' },
    size: { type: 'string', default: '1280x960' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_MS = 5000;
const seconds = Number(options.seconds);
const [width = 1280, height = 960] = options.size.split('x').map(Number);

/** @param {number} pid */
const cpuMs = (pid) => processTree(pid).reduce((sum, each) => sum + each.cpuMs, 0);

/** A vehicle that plays the clip; its source's URL. @param {string} clip @param {number} at */
async function startVehicle(clip, at) {
  const ports = ['--video-port', '0', '--telemetry-port', '0'];
  const child = startChild([process.execPath, options.app, 'simulate', 'pi', '--clip', clip, ...ports]);
  const [, video, telemetry] = await child.line(/^video (\d+), telemetry (\d+)/);
  return { child, url: `pi://127.0.0.1:${video}?telemetry=${telemetry}&name=${at + 1}` };
}

/** Frames that each video of the page has put on the screen so far. @param {import('@playwright/test').Page} page */
const presented = (page) =>
  page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll('video')].map(
        (video) =>
          new Promise((resolve) => {
            video.requestVideoFrameCallback((_now, { presentedFrames }) => resolve(presentedFrames));
          }),
      ),
    ),
  );

/** The viewer's own figures of the chosen tile. @param {import('@playwright/test').Page} page */
async function latencyOf(page) {
  const row = page.getByRole('complementary', { name: 'Statistics' }).locator('dl > div', { hasText: /^From / });
  const [p50, p95] = ((await row.locator('dd').textContent()) ?? '').trim().split(/\s+/).map(Number);
  return { p50, p95 };
}

/** @param {string} clip @param {number} count */
async function measure(clip, count) {
  const vehicles = await Promise.all(Array.from({ length: count }, (_, at) => startVehicle(clip, at)));
  const sources = vehicles.flatMap(({ url }) => ['--source', url]);
  const station = startChild([process.execPath, options.app, '--shell', 'none', ...sources]);
  const [, url = ''] = await station.line(/The viewer is at (\S+)/);
  const server = await chromium.launchServer({
    headless: false,
    executablePath: process.env.GROUNDGLASS_BROWSER || '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--autoplay-policy=no-user-gesture-required',
      `--window-size=${width},${height + 90}`,
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(url);
    await page
      .locator('.tile[data-status="live"]')
      .nth(count - 1)
      .waitFor({ timeout: 30_000 });
    await wait(WARM_UP_MS);
    const pid = server.process().pid ?? 0;
    const look = async () => ({
      at: performance.now(),
      browser: cpuMs(pid),
      station: cpuMs(station.pid ?? 0),
      shown: await presented(page),
    });
    const before = await look();
    await wait(seconds * 1000);
    const after = await look();
    const elapsed = after.at - before.at;
    const rates = after.shown.map((total, at) => ((total - (before.shown[at] ?? 0)) * 1000) / elapsed);
    const keyOnly = await page.locator('.tile[data-status="keyOnly"]').count();
    await page.keyboard.press('s');
    const latencies = [];
    for (let tile = 0; tile < count; tile++) {
      // The figures are read four times a second.
      await wait(600);
      latencies.push(await latencyOf(page));
      await page.keyboard.press('ArrowRight');
    }
    return {
      streams: count,
      picturesPerSecond: rates,
      keyOnly,
      latencies,
      browserCpuPercent: (100 * (after.browser - before.browser)) / elapsed,
      stationCpuPercent: (100 * (after.station - before.station)) / elapsed,
    };
  } finally {
    await browser.close();
    await server.close();
    await station.stop();
    await Promise.all(vehicles.map(({ child }) => child.stop()));
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const display = await openDisplay();
const onMachine = machine(display.name);
console.log(machineLine(onMachine));
const [scenario] = choose(SCENARIOS, 'vga30');
const clip = await clipOf(scenario);
const results = [];
for (const count of options.streams.split(',').map(Number)) results.push(await measure(clip, count));
const cells = results.map((each) => [
  `${each.streams}`,
  figure(mean(each.picturesPerSecond)),
  figure(quantile(each.picturesPerSecond, 0)),
  `${each.keyOnly}`,
  figure(
    quantile(
      each.latencies.map(({ p50 }) => p50),
      0.5,
    ),
  ),
  figure(
    quantile(
      each.latencies.map(({ p95 }) => p95),
      1,
    ),
  ),
  figure(each.browserCpuPercent, 0),
  figure(each.stationCpuPercent, 0),
]);
const head = ['streams', 'pictures/s', 'slowest', 'key only', 'p50 ms', 'worst p95', 'browser CPU %', 'station CPU %'];
console.log(`\n${scenario.title}, ${seconds} s, window ${options.size} (CPU in % of a core)\n${table(head, cells)}`);
console.log(`\n${writeResult('wall', { machine: onMachine, options, scenario, results })}`);
display.close();
process.exit(0);
