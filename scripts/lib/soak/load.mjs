/*
 * The program behind `startLoad`: everybody who comes and goes, and the cameras that are dialled, in a process of their own,
 * so that what they cost is not the gateway's, and a gateway that waits for them shows. Tells each second's figures when asked.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { runnerImport } from 'vite';
import { accessUnits } from '../../../bench/lib/access-units.mjs';
import { startFaultyCamera } from '../../../bench/lib/faulty-camera.mjs';
import { root } from '../paths.mjs';
import { VISITORS } from './visitors.mjs';

/** @type {import('./start-load.mjs').LoadOptions} */
const { url, jtPort, clip, fps, group, places } = JSON.parse(process.argv[2]);
const STAY_MS = { least: 1000, most: 20_000 };
/** So many addresses: a gateway gives one client few places. */
const ADDRESSES = 50;
/** They come one after the other: so many a second of each kind. */
const ARRIVALS_A_SECOND = 25;

const load = async (/** @type {string} */ path) =>
  (await runnerImport(join(root, 'src/station/simulators', path), { root })).module;
const { runDashcam } = await load('dashcam/dashcam.ts');
const { loadClip } = await load('../clips/clip.ts');
const units = accessUnits(readFileSync(clip));
const cameras = await Promise.all([0, 1].map(() => startFaultyCamera({ clip: { units, group }, fps })));
const loopDelay = monitorEventLoopDelay({ resolution: 10 });

/** @type {string[]} */
let streams = [];
let serial = 0;
const scene = {
  ...{ url, jtPort, units, fps, runDashcam, jtClip: await loadClip(clip) },
  names: 2 * Math.max(places.producers, places.terminals, 1),
  camera: () => {
    const { port } = cameras[serial % 2];
    // Every other telemetry port is refused; some names are new.
    return `pi://127.0.0.1:${port}?telemetry=${1 + (serial % 7)}`;
  },
  stream: async () => streams[Math.floor(Math.random() * streams.length)],
};

const end = new AbortController();
/** By name of the visitor, and what went wrong. @type {Record<string, { came: number, failed: number }>} */
const counts = {};
/** @type {Record<string, number>} */
const faults = {};
let there = 0;

/** One place that one visitor after the other takes. @param {readonly import('./visitors.mjs').Visitor[]} kinds @param {number} turn */
async function place(kinds, turn) {
  for (let n = turn; !end.signal.aborted; n++) {
    serial++;
    const visitor = kinds[n % kinds.length];
    counts[visitor.name] ??= { came: 0, failed: 0 };
    const count = counts[visitor.name];
    count.came++;
    there++;
    const stayMs = STAY_MS.least + Math.random() * (STAY_MS.most - STAY_MS.least);
    await visitor({ ...scene, serial, address: `127.0.2.${1 + (serial % ADDRESSES)}` }, stayMs).catch((error) => {
      count.failed++;
      faults[error.message] = (faults[error.message] ?? 0) + 1;
      return wait(500);
    });
    there--;
  }
}

async function listStreams() {
  while (!end.signal.aborted) {
    try {
      const answer = await (await fetch(`${url}/api/streams`)).json();
      streams = answer.streams.map((/** @type {{ stream_id?: string, id?: string }} */ one) => one.stream_id ?? one.id);
    } catch {
      // The gateway ends, or is busy: as before.
    }
    await wait(1000);
  }
}

process.once('disconnect', () => process.exit(0));
process.on('message', async (message) => {
  if (message === 'go') {
    loopDelay.enable();
    const all = Object.entries(VISITORS).flatMap(([name, kinds]) =>
      Array.from({ length: places[name] ?? 0 }, async (_, n) => {
        await wait((n * 1000) / ARRIVALS_A_SECOND);
        return place(kinds, n);
      }),
    );
    await Promise.all([listStreams(), ...all]);
    for (const camera of cameras) camera.close();
    process.send?.({ kind: 'done', counts, faults });
  }
  if (message === 'look') {
    process.send?.({ kind: 'look', there, streams: streams.length, lateMs: loopDelay.percentile(99) / 1e6 });
    loopDelay.reset();
  }
  if (message === 'end') end.abort();
});
process.send?.({ kind: 'ready' });
