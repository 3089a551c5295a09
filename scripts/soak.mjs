/*
 * Viewers, producers, dash cams and cameras that come and go at a real gateway, for a long time. Ends with 1 where the
 * gateway's memory, descriptors, files or timers grow, or where something of them is left when all have gone. The pictures are
 * small and few, so that two cores carry 500 viewers: what is looked for is growth, not speed. Linux alone.
 *
 * Use: npm run soak -- [--minutes 30] [--viewers 500] [--producers 20] [--terminals 20] [--sources 10] [--app FILE]
 *      [--size 320x240] [--fps 5] [--bitrate 100k]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machine, machineLine, table, writeResult } from '../bench/lib/report.mjs';
import { startGateway } from '../bench/lib/streaming.mjs';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root } from './lib/paths.mjs';
import { countsOf } from './lib/soak/counts.mjs';
import { growthOf, leftOf, median } from './lib/soak/judge.mjs';
import { startLoad } from './lib/soak/start-load.mjs';

const OUR_PROGRAM = join(root, 'out/cli/index.js');
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    viewers: { type: 'string', default: '500' },
    producers: { type: 'string', default: '20' },
    terminals: { type: 'string', default: '20' },
    sources: { type: 'string', default: '10' },
    size: { type: 'string', default: '320x240' },
    fps: { type: 'string', default: '5' },
    bitrate: { type: 'string', default: '100k' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const LOOK_MS = 5000;
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

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const fps = Number(options.fps);
const group = 2 * fps;
const clip = await numberedClip({ size: options.size, fps, frames: 120 * fps, gop: group, bitrate: options.bitrate });
const folder = mkdtempSync(join(os.tmpdir(), 'groundglass-soak-'));
const jtPort = await freePort();
const flags = ['--jt', '--jt-accept-new', '--jt-port', `${jtPort}`, '--jt-udp-port', '0', '--jt-playback-port', '0'];
const env = { TMPDIR: folder, HOME: folder, XDG_CONFIG_HOME: folder };
const station = await startGateway(options.app, [...flags, '--rewind-minutes', '1'], env);
const counts = () => countsOf(station.pid ?? 0, station.url, folder);
const places = Object.fromEntries(
  ['viewers', 'producers', 'terminals', 'sources'].map((name) => [name, Number(options[name])]),
);
const load = await startLoad({ url: station.url, jtPort, clip, fps, group, places });
const wantedThere = Object.values(places).reduce((sum, count) => sum + count, 0);
const sum = (/** @type {readonly number[]} */ values) => values.reduce((all, value) => all + value, 0);

let code = 0;
try {
  await wait(3000);
  const before = await counts();
  /** @type {import('./lib/soak/judge.mjs').Sample[]} */
  const samples = [];
  /** @type {import('./lib/soak/start-load.mjs').Look[]} */
  const looks = [];
  const begun = Date.now();
  const cpuMsBefore = station.cpuMs();
  load.go();
  while (Date.now() - begun < Number(options.minutes) * 60_000) {
    await wait(LOOK_MS);
    const look = await load.look();
    if (Date.now() - begun < LEVEL_MS) continue;
    looks.push(look);
    samples.push(await counts());
  }
  const cpuPercent = (100 * (station.cpuMs() - cpuMsBefore)) / (Date.now() - begun);
  const came = await load.end();
  await wait(QUIET_MS);
  const grown = growthOf(samples);
  const known = (await (await fetch(`${station.url}/api/streams`)).json()).streams.length;
  const left = leftOf(before, await counts(), known);
  code = [...grown, ...left].some(({ grows }) => grows) ? 1 : 0;
  const onMachine = machine('none');
  console.log(machineLine(onMachine));
  const kinds = Object.entries(came.counts);
  const all = { came: sum(kinds.map(([, each]) => each.came)), failed: sum(kinds.map(([, each]) => each.failed)) };
  const there = median(looks.map((look) => look.there));
  const lateMs = median(looks.map((look) => look.lateMs));
  const deliveredAs = `${options.size} at ${fps} a second`;
  console.log(
    `${options.minutes} min of ${deliveredAs}: ${there} there at a time (wanted: ${wantedThere}), ${median(looks.map((look) => look.streams))} streams; ${all.came} came and went, ${all.failed} of them were not let in or were cut off; ${samples.length} looks`,
  );
  console.log(
    `the gateway took ${cpuPercent.toFixed(0)} % of a core; the load's own event loop was ${lateMs.toFixed(0)} ms late (p99)`,
  );
  console.log(
    `\n${table(
      ['visitor', 'came', 'failed'],
      kinds.map(([name, each]) => [name, `${each.came}`, `${each.failed}`]),
    )}`,
  );
  for (const [fault, count] of Object.entries(came.faults)) console.log(`${count} x ${fault}`);
  const row = (/** @type {(typeof grown)[number]} */ { name, from, to, limit, grows }) => [
    ...[name, from.toFixed(0), to.toFixed(0), limit.toFixed(0)],
    grows ? 'GROWS' : 'ok',
  ];
  console.log(`\n${table(['while they come and go', 'first quarter', 'last quarter', 'limit', ''], grown.map(row))}`);
  console.log(`\n${table(['when all have gone', 'before', 'after', 'limit', ''], left.map(row))}`);
  console.log(
    `\n${writeResult('soak', { machine: onMachine, options, came, looks, cpuPercent, before, samples, grown, left })}`,
  );
} finally {
  load.stop();
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
