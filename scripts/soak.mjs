/*
 * Viewers, producers, dash cams and cameras that come and go at a real gateway, for a long time. Ends with 1 where the
 * gateway's memory, descriptors, files or timers grow, or where something of them is left when all have gone. Linux alone.
 *
 * Use: npm run soak -- [--minutes 30] [--viewers 500] [--producers 20] [--terminals 20] [--sources 10] [--app FILE]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { accessUnits } from '../bench/lib/access-units.mjs';
import { startFaultyCamera } from '../bench/lib/faulty-camera.mjs';
import { machine, machineLine, table, writeResult } from '../bench/lib/report.mjs';
import { startGateway } from '../bench/lib/streaming.mjs';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root } from './lib/paths.mjs';
import { countsOf } from './lib/soak/counts.mjs';
import { growthOf, leftOf } from './lib/soak/judge.mjs';
import { VISITORS } from './lib/soak/visitors.mjs';

const OUR_PROGRAM = join(root, 'out/cli/index.js');
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    viewers: { type: 'string', default: '500' },
    producers: { type: 'string', default: '20' },
    terminals: { type: 'string', default: '20' },
    sources: { type: 'string', default: '10' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const LOOK_MS = 5000;
const STAY_MS = { least: 1000, most: 20_000 };
/** Rewinding keeps a minute: what it holds is level after that, and the churn is looked at from there. */
const LEVEL_MS = 75_000;
/** What has to end by a time limit of its own has ended by then: playbacks, paused cameras, dead sockets, rewind. */
const QUIET_MS = 90_000;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const load = async (/** @type {string} */ path) =>
  (await runnerImport(join(root, 'src/station/simulators', path), { root })).module;

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const file = await numberedClip({ size: '640x480', fps: 25, frames: 600, gop: 25, bitrate: '1M' });
const units = accessUnits(readFileSync(file));
const { runDashcam } = await load('dashcam/dashcam.ts');
const { loadClip } = await load('pi/clip.ts');
const folder = mkdtempSync(join(os.tmpdir(), 'groundglass-soak-'));
const jtPort = await freePort();
const flags = ['--jt', '--jt-accept-new', '--jt-port', `${jtPort}`, '--jt-udp-port', '0', '--jt-playback-port', '0'];
const env = { TMPDIR: folder, HOME: folder, XDG_CONFIG_HOME: folder };
const station = await startGateway(options.app, [...flags, '--rewind-minutes', '1'], env);
const counts = () => countsOf(station.pid ?? 0, station.url, folder);
const cameras = await Promise.all([0, 1].map(() => startFaultyCamera({ clip: { units, group: 25 }, fps: 25 })));

/** @type {string[]} */
let streams = [];
const scene = {
  ...{ url: station.url, jtPort, units, runDashcam, jtClip: await loadClip(file), serial: 0 },
  names: 2 * Math.max(Number(options.producers), Number(options.terminals), 1),
  camera: () => {
    const { port } = cameras[scene.serial % 2];
    // Every other telemetry port is refused; some names are new.
    return `pi://127.0.0.1:${port}?telemetry=${1 + (scene.serial % 7)}`;
  },
  stream: async () => streams[Math.floor(Math.random() * streams.length)],
};

const end = new AbortController();
let came = 0;
let failed = 0;
/** One place that one visitor after the other takes. @param {readonly import('./lib/soak/visitors.mjs').Visitor[]} kinds */
async function place(kinds) {
  while (!end.signal.aborted) {
    scene.serial++;
    came++;
    const stayMs = STAY_MS.least + Math.random() * (STAY_MS.most - STAY_MS.least);
    const visitor = kinds[Math.floor(Math.random() * kinds.length)];
    await visitor({ ...scene }, Math.min(stayMs, STAY_MS.most)).catch(() => {
      failed++;
      return wait(500);
    });
  }
}

async function listStreams() {
  const answer = await (await fetch(`${station.url}/api/streams`)).json();
  streams = answer.streams.map((/** @type {{ stream_id?: string, id?: string }} */ one) => one.stream_id ?? one.id);
}

let code = 0;
try {
  await wait(3000);
  const before = await counts();
  const places = Object.entries(VISITORS).flatMap(([name, kinds]) =>
    Array.from({ length: Number(options[/** @type {keyof typeof VISITORS} */ (name)]) }, async (_, n) => {
      await wait((n % 100) * 100);
      return place(kinds);
    }),
  );
  /** @type {import('./lib/soak/judge.mjs').Sample[]} */
  const samples = [];
  const begun = Date.now();
  while (Date.now() - begun < Number(options.minutes) * 60_000) {
    await wait(LOOK_MS);
    await listStreams();
    if (Date.now() - begun > LEVEL_MS) samples.push(await counts());
  }
  end.abort();
  await Promise.all(places);
  await wait(QUIET_MS);
  const grown = growthOf(samples);
  await listStreams();
  const left = leftOf(before, await counts(), streams.length);
  code = [...grown, ...left].some(({ grows }) => grows) ? 1 : 0;
  const onMachine = machine('none');
  console.log(machineLine(onMachine));
  console.log(
    `${options.minutes} min, ${came} came and went (${failed} of them were not let in or cut off), ${samples.length} looks`,
  );
  const row = (/** @type {(typeof grown)[number]} */ { name, from, to, limit, grows }) => [
    ...[name, from.toFixed(0), to.toFixed(0), limit.toFixed(0)],
    grows ? 'GROWS' : 'ok',
  ];
  console.log(`\n${table(['while they come and go', 'first quarter', 'last quarter', 'limit', ''], grown.map(row))}`);
  console.log(`\n${table(['when all have gone', 'before', 'after', 'limit', ''], left.map(row))}`);
  console.log(`\n${writeResult('soak', { machine: onMachine, options, came, failed, before, samples, grown, left })}`);
} finally {
  end.abort();
  for (const camera of cameras) camera.close();
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
