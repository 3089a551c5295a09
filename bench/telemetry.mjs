/*
 * What telemetry costs the station, and whether it delays a picture: one camera at 30 pictures a second and a viewer of it,
 * with every message of MAVLink 50 times a second, in a datagram each and bundled, and without, by turns in one run. Camera, vehicle, station and viewer are
 * processes of their own; pictures are counted from the last byte that left the camera to the viewer's socket.
 *
 * Use: node bench/telemetry.mjs [--hz 50] [--turns 3] [--seconds 10] [--record] [--app out/cli/index.js]
 */
import { fork } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { startHost } from './lib/host.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { spread } from './lib/statistics.mjs';
import { startGateway, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    hz: { type: 'string', default: '50' },
    turns: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    record: { type: 'boolean', default: false },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
/** Behind each change so much is left out of what is measured. */
const SETTLE_MS = 1000;
const BEGIN_MS = 6000;
const WAYS = /** @type {const} */ (['none', 'single', 'bundled']);

/** @param {number} port */
async function startMavlink(port) {
  const path = fileURLToPath(new URL('lib/mavlink-sender.mjs', import.meta.url));
  const child = fork(path, [JSON.stringify({ port, hz: Number(options.hz) })]);
  const [{ kinds }] = await once(child, 'message');
  return {
    kinds,
    on: (/** @type {string} */ way) => child.send(way),
    /** @returns {Promise<number>} how many were sent so far */
    async off() {
      child.send('off');
      const [{ sent }] = await once(child, 'message');
      return sent;
    },
    stop: () => child.kill(),
  };
}

async function freeUdpPort() {
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(() => resolve(undefined)));
  return port;
}

const now = () => Number(process.hrtime.bigint()) / 1e6;

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const [scenario] = choose(SCENARIOS, 'vga30');
const clip = await clipOf(scenario);
const turns = WAYS.length * Number(options.turns);
const turnMs = SETTLE_MS + Number(options.seconds) * 1000;
const pictures = Math.round(((turns * turnMs) / 1000 + BEGIN_MS / 1000) * scenario.fps);
const host = await startHost({ clip, fps: scenario.fps, pictures, delayMs: BEGIN_MS });
const port = await freeUdpPort();
const folder = mkdtempSync(join(os.tmpdir(), 'groundglass-bench-'));
const recording = options.record ? ['--record', '--recordings', folder] : [];
const station = await startGateway(options.app, [
  ...['--host', '127.0.0.1', '--video-port', `${host.port}`, '--telemetry', `mavlink+udp://127.0.0.1:${port}`],
  ...recording,
]);
const vehicle = await startMavlink(port);
const [{ id }] = (await (await fetch(`${station.url}/api/streams`)).json()).streams.map((one) => ({
  id: one.stream_id ?? one.id,
}));
const watchers = await startWatchers({ url: station.url, dialect: 'link', streams: [id], clip, pictures });
try {
  // The camera begins.
  await wait(BEGIN_MS);
  /** @type {{ way: string, from: number, to: number, cpuMs: number, messages: number }[]} */
  const phases = [];
  let sentBefore = 0;
  for (let turn = 0; turn < turns; turn++) {
    const way = WAYS[turn % WAYS.length];
    if (way !== 'none') vehicle.on(way);
    await wait(SETTLE_MS);
    const [from, cpuFrom] = [now(), station.cpuMs()];
    await wait(turnMs - SETTLE_MS);
    const [to, cpuMs] = [now(), station.cpuMs() - cpuFrom];
    const sent = way !== 'none' ? await vehicle.off() : sentBefore;
    // Of the settling, too.
    phases.push({ way, from, to, cpuMs, messages: ((sent - sentBefore) * (to - from)) / turnMs });
    sentBefore = sent;
  }
  watchers.go();
  const { times } = await watchers.done;
  const { sent } = (await host.done) ?? { sent: [] };
  const rows = WAYS.map((way) => {
    const mine = phases.filter((phase) => phase.way === way);
    const sum = (/** @type {(phase: (typeof phases)[number]) => number} */ of) =>
      mine.reduce((all, one) => all + of(one), 0);
    const within = sent.flatMap((ns, n) => (mine.some(({ from, to }) => ns / 1e6 >= from && ns / 1e6 < to) ? [n] : []));
    const ms = within.map((n) => times[0][n] - sent[n] / 1e6);
    const seen = ms.filter((value) => !Number.isNaN(value));
    return {
      way,
      seconds: sum(({ from, to }) => to - from) / 1000,
      cpuPercent: (100 * sum(({ cpuMs }) => cpuMs)) / sum(({ from, to }) => to - from),
      messages: sum(({ messages }) => messages),
      pictures: ms.length,
      lost: ms.length - seen.length,
      ...spread(seen),
    };
  });
  const [without, ...withIt] = rows;
  const costs = withIt.map(({ way, cpuPercent, messages, seconds }) => {
    const costPercent = cpuPercent - without.cpuPercent;
    return { way, costPercent, perMessageUs: (costPercent * 1e4) / (messages / seconds) };
  });
  const onMachine = machine('none');
  console.log(machineLine(onMachine));
  const cells = rows.map((row) => [
    row.way,
    ...[row.messages / row.seconds, row.cpuPercent].map((value) => figure(value)),
    ...[`${row.pictures}`, `${row.lost}`],
    ...[row.p50, row.p95, row.p99, row.max].map((value) => figure(value, 2)),
  ]);
  const head = ['', 'messages/s', 'CPU %', 'pictures', 'lost', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'];
  console.log(
    `\n${scenario.title}, ${vehicle.kinds} messages of MAVLink ${options.hz} times a second, ${options.turns} turns of ${options.seconds} s each${options.record ? ', recorded' : ''}\n${table(head, cells)}`,
  );
  for (const { way, costPercent, perMessageUs } of costs) {
    console.log(`${way}: ${figure(costPercent, 2)} % of a core, ${figure(perMessageUs)} µs a message`);
  }
  const result = { machine: onMachine, options, kinds: vehicle.kinds, rows, phases, costs };
  console.log(`\n${writeResult('telemetry', result)}`);
} finally {
  for (const each of [host, vehicle, watchers]) each.stop();
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
