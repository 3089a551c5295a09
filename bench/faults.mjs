/*
 * What a person sees of each fault of the link: the states that the page names, the time from the fault's end to the next
 * picture on the screen, and how many pictures were lost. The camera goes on meanwhile, with a key picture a second: nothing
 * can be shown before the first key picture that is sent to a connection behind the fault's end, so that one column counts
 * from there. The rows of black holes need root and a network namespace (Linux), and are left out elsewhere with a word.
 *
 * Use: node bench/faults.mjs [--only refused,closed,…] [--app out/cli/index.js]
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { browserPlaces } from '../src/cli/shells/browser-places.mjs';
import { accessUnits } from './lib/access-units.mjs';
import { makeDistantHost } from './lib/black-hole.mjs';
import { startChild } from './lib/child.mjs';
import { startFaultyCamera } from './lib/faulty-camera.mjs';
import { LINK_FAULTS } from './lib/link-faults.mjs';
import { watchPage } from './lib/page-watch.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { machine, machineLine, table, writeResult } from './lib/report.mjs';
import { startGateway } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, app: { type: 'string', default: OUR_PROGRAM } },
});
const FPS = 30;
const GROUP = 30;
const FRAMES = 600;
/** Before a fault everything is as it should be for so long, and after it is looked at so long. */
const BEFORE_MS = 3000;
const AFTER_MS = 12_000;
const FIRST_PICTURE_MS = 30_000;

/** @param {string} size */
async function clipOf(size) {
  const file = await numberedClip({ size, fps: FPS, frames: FRAMES, gop: GROUP });
  return { units: accessUnits(readFileSync(file)), group: GROUP };
}

/** A vehicle's telemetry, at a port that stays. @param {import('./lib/black-hole.mjs').DistantHost} [host] where it is */
function telemetry(host) {
  /** @type {Awaited<ReturnType<typeof startChild>> | undefined} */
  let child;
  let port = 0;
  return {
    async start() {
      child = startChild([
        ...(host?.prefix ?? []),
        process.execPath,
        options.app,
        'simulate',
        'pi',
        '--no-video',
        ...(host ? ['--listen', host.address] : []),
        '--telemetry-port',
        `${port}`,
      ]);
      const [, at] = await child.line(/telemetry (\d+)/);
      port = Number(at);
      return port;
    },
    stop: async () => child?.stop(),
  };
}

/** Pictures that the station has received so far. @param {string} url */
async function received(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^groundglass_stream_pictures_total\{[^}]*\} (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

/** @param {import('@playwright/test').Browser} browser @param {import('./lib/link-faults.mjs').LinkFault} fault @param {Record<'usual' | 'other', Awaited<ReturnType<typeof clipOf>>>} clips */
async function measure(browser, fault, clips) {
  /** What has to be taken away again, last first. @type {(() => unknown)[]} */
  const ends = [];
  try {
    const distant = fault.isDistant ? await makeDistantHost() : undefined;
    if (distant) ends.push(distant.remove);
    const camera = await startFaultyCamera({ clip: clips.usual, fps: FPS, server: await distant?.listen() });
    ends.push(camera.close);
    const vehicle = telemetry(distant);
    ends.push(vehicle.stop);
    const ports = ['--video-port', `${camera.port}`, '--telemetry-port', `${await vehicle.start()}`];
    const station = await startGateway(options.app, ['--host', distant?.address ?? '127.0.0.1', ...ports]);
    ends.push(station.stop);
    const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
    ends.push(() => context.close());
    const page = await context.newPage();
    await page.goto(station.url);
    await page.evaluate(watchPage);
    const watched = () =>
      page.evaluate(
        () =>
          /** @type {{ watched: import('./lib/page-watch.mjs').Watched }} */ (/** @type {unknown} */ (window)).watched,
      );
    for (const until = Date.now() + FIRST_PICTURE_MS; (await watched()).shown.length === 0; await wait(100)) {
      if (Date.now() > until) throw new Error('no picture came to begin with');
    }
    await wait(BEFORE_MS);
    const begunAt = Date.now();
    const before = { made: camera.made.length, received: await received(station.url) };
    await fault.run({
      ...{ camera, distant },
      other: clips.other,
      stopTelemetry: async () => vehicle.stop(),
      startTelemetry: async () => void (await vehicle.start()),
    });
    const endedAt = Date.now();
    await wait(AFTER_MS);
    const unmade = camera.made.length - before.made - ((await received(station.url)) - before.received);
    return {
      fault: fault.name,
      notReceived: Math.max(0, unmade),
      ...judge(camera.made, await watched(), begunAt, endedAt),
    };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/**
 * @param {readonly import('./lib/faulty-camera.mjs').Made[]} made
 * @param {import('./lib/page-watch.mjs').Watched} watched
 * @param {number} begunAt @param {number} endedAt
 */
function judge(made, { shown, told }, begunAt, endedAt) {
  // A picture that was made before the fault's end may come after it: only those count that were made later.
  const key = made.find((picture) => picture.key && picture.isTaken && picture.at >= endedAt);
  const numbers = new Set(made.filter(({ at }) => at >= endedAt).map(({ number }) => number));
  const first = shown.find(({ at, number }) => at > endedAt && numbers.has(number));
  const until = Date.now() - 2000;
  const ofFault = made.filter(({ at }) => at > begunAt - 1000 && at < until);
  const seen = shown.filter(({ at }) => at > begunAt - 1000);
  const names = told.filter(({ at }, n) => at > begunAt || (told[n + 1]?.at ?? Number.POSITIVE_INFINITY) > begunAt);
  return {
    told: names.map(({ said, at }) => `${said} ${((Math.max(at, begunAt) - begunAt) / 1000).toFixed(1)}`),
    sinceEndMs: first && first.at - endedAt,
    sinceKeyMs: first && key && first.at - key.at,
    made: ofFault.length,
    notShown: Math.max(0, ofFault.length - seen.filter(({ at }) => at < until).length),
  };
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const { GROUNDGLASS_BROWSER: chosen } = process.env;
const executablePath = chosen ?? browserPlaces(process.platform, process.env).find((place) => place.includes('chrom'));
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
const clips = { usual: await clipOf('640x480'), other: await clipOf('800x600') };
const onMachine = machine('headless');
console.log(machineLine(onMachine));
const wanted = options.only?.split(',');
/** @type {Awaited<ReturnType<typeof measure>>[]} */
const rows = [];
for (const fault of LINK_FAULTS.filter(({ name }) => !wanted || wanted.some((word) => name.startsWith(word)))) {
  try {
    rows.push(await measure(browser, fault, clips));
    console.error(`${fault.name}: done`);
  } catch (error) {
    console.log(`${fault.name}: ${error.message}`);
  }
}
await browser.close();
const ms = (/** @type {number | undefined} */ value) => (value === undefined ? 'never' : value.toFixed(0));
const cells = rows.map(({ fault, told, sinceEndMs, sinceKeyMs, made, notReceived, notShown }) => [
  fault,
  ...[ms(sinceEndMs), ms(sinceKeyMs), `${notReceived}`, `${notShown} of ${made}`],
  told.join(', '),
]);
const head = ['fault', 'ms since its end', 'ms since the next key picture', 'not received', 'not shown', 'told (at s)'];
console.log(`\n640x480 at ${FPS} a second, a key picture a second\n${table(head, cells)}`);
console.log(`\n${writeResult('faults', { machine: onMachine, rows })}`);
