/*
 * Sixteen streams of 2 Mbit/s on loopback, each watched by one viewer: what it costs the gateway and the disk to record them
 * all, to keep them for rewinding and play them all back besides, and to begin and end all recordings each second; and what
 * that adds to the time from the producer's `send` to the viewer. Producers, gateway and viewers are processes of their own.
 * What the disk was asked for is everybody's on the machine; bytes and writes are the gateway's.
 *
 * Use: node bench/record.mjs [--streams 16] [--seconds 15] [--rounds 2] [--folder DIR] [--app out/cli/index.js]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { writtenBy, writtenTo } from './lib/disk.mjs';
import { playBack } from './lib/play-back.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { quantile, spread } from './lib/statistics.mjs';
import { delays, startGateway, startPushers, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    streams: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '2' },
    folder: { type: 'string', default: tmpdir() },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_S = 3;

/** How each round is run. Rewind keeps in a folder of the system's, recordings go to `--folder`. */
const CASES = [
  { title: 'watched only', flags: ['--rewind-minutes', '0'] },
  { title: 'recorded', flags: ['--rewind-minutes', '0', '--record', 'always'] },
  { title: 'recorded and rewound', flags: ['--record', 'always'], isPlayed: true },
  { title: 'begun and ended each second', flags: ['--rewind-minutes', '0'], isToggled: true },
];

/** Begins and ends the recording of all streams, each second one of the two. @param {string} url @param {readonly string[]} streams */
function toggle(url, streams) {
  let isOn = false;
  const timer = setInterval(() => {
    isOn = !isOn;
    for (const stream of streams) {
      const asked = fetch(`${url}/api/recordings${isOn ? '' : '/stop'}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ stream }),
      });
      asked.catch(() => undefined);
    }
  }, 1000);
  return { pictures: 0, stop: () => clearInterval(timer) };
}

/** Each fragment of a recording is synced to the disk by itself. @param {string} folder */
function fragmentsIn(folder) {
  const films = readdirSync(folder).filter((name) => name.endsWith('.mp4'));
  const count = (/** @type {string} */ name) => readFileSync(join(folder, name), 'latin1').split('moof').length - 1;
  return films.reduce((sum, name) => sum + count(name), 0);
}

/** @param {string} clip @param {number} fps @param {typeof CASES[number]} how */
async function measure(clip, fps, { flags, isPlayed, isToggled }) {
  const folder = mkdtempSync(join(options.folder, 'groundglass-bench-record-'));
  const gateway = await startGateway(options.app, [...flags, '--recordings', folder]);
  const pictures = Math.round((WARM_UP_S + Number(options.seconds)) * fps);
  const streams = Array.from({ length: Number(options.streams) }, (_, i) => `camera${i}`);
  const urls = streams.map((id) => `${gateway.url.replace(/^http/, 'ws')}/ws/video?id=${id}`);
  const pushers = await startPushers({ urls, clip, fps, pictures, framed: true });
  const watchers = await startWatchers({ url: gateway.url, dialect: 'link', streams, clip, pictures });
  let beside;
  try {
    pushers.go();
    await wait((WARM_UP_S - 1) * 1000);
    if (isPlayed) beside = playBack(gateway.url, streams);
    if (isToggled) beside = toggle(gateway.url, streams);
    await wait(1000);
    const now = () => ({
      at: performance.now(),
      cpuMs: gateway.cpuMs(),
      played: beside?.pictures ?? 0,
      own: writtenBy(gateway.pid),
      disk: writtenTo(folder),
    });
    const [before] = [now()];
    await wait((Number(options.seconds) - 1) * 1000);
    const after = now();
    const seconds = (after.at - before.at) / 1000;
    const { sent } = await pushers.done;
    watchers.go();
    const { times } = await watchers.done;
    const results = times.map((/** @type {Float64Array} */ seen, /** @type {number} */ i) =>
      delays(sent[i], seen, WARM_UP_S * fps),
    );
    return {
      cpuPercent: (after.cpuMs - before.cpuMs) / 10 / seconds,
      memoryMiB: gateway.memoryMiB(),
      callsPerSecond: (after.own.calls - before.own.calls) / seconds,
      megabytesPerSecond: (after.own.bytes - before.own.bytes) / 1e6 / seconds,
      diskWritesPerSecond: (after.disk.writes - before.disk.writes) / seconds,
      syncsPerSecond: fragmentsIn(folder) / (pictures / fps),
      playedPerSecond: (after.played - before.played) / seconds,
      files: readdirSync(folder).filter((name) => name.endsWith('.mp4')).length,
      dropped: results.reduce((sum, one) => sum + one.dropped, 0),
      delays: results.flatMap((one) => one.delays),
      troubles: [...pushers.troubles, ...watchers.troubles],
    };
  } finally {
    beside?.stop();
    for (const each of [pushers, watchers]) each.stop();
    await gateway.stop();
    rmSync(folder, { recursive: true });
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const [scenario] = choose(SCENARIOS, 'vga30');
const clip = await clipOf(scenario);
const onMachine = machine('none');
console.log(machineLine(onMachine));
/** @type {Awaited<ReturnType<typeof measure>>[][]} */
const rounds = CASES.map(() => []);
// Each round has every case, so that what else the machine does falls on all alike.
for (let round = 0; round < Number(options.rounds); round++) {
  for (const [at, how] of CASES.entries()) rounds[at]?.push(await measure(clip, scenario.fps, how));
}
const rows = CASES.map(({ title }, at) => {
  const all = rounds[at] ?? [];
  const middle = (/** @type {(one: typeof all[number]) => number} */ of) => quantile(all.map(of), 0.5);
  return {
    title,
    files: all.reduce((sum, { files }) => sum + files, 0),
    dropped: all.reduce((sum, { dropped }) => sum + dropped, 0),
    cpuPercent: middle((one) => one.cpuPercent),
    memoryMiB: middle((one) => one.memoryMiB),
    callsPerSecond: middle((one) => one.callsPerSecond),
    megabytesPerSecond: middle((one) => one.megabytesPerSecond),
    diskWritesPerSecond: middle((one) => one.diskWritesPerSecond),
    syncsPerSecond: middle((one) => one.syncsPerSecond),
    playedPerSecond: middle((one) => one.playedPerSecond),
    ...spread(all.flatMap((one) => one.delays)),
    troubles: all.flatMap(({ troubles }) => troubles),
  };
});
const cells = rows.map((row) => [
  row.title,
  ...[row.files, row.dropped].map(String),
  ...[row.cpuPercent, row.memoryMiB, row.callsPerSecond].map((value) => figure(value, 0)),
  figure(row.megabytesPerSecond),
  ...[row.diskWritesPerSecond, row.syncsPerSecond, row.playedPerSecond].map((value) => figure(value, 0)),
  ...[row.p50, row.p99, row.max].map((value) => figure(value)),
]);
const head = [
  ...['', 'files', 'dropped', 'CPU %', 'MiB', 'writes/s', 'MB/s', 'disk writes/s', 'fsyncs/s', 'played/s'],
  ...['p50 ms', 'p99 ms', 'max ms'],
];
console.log(
  `\n${options.streams} streams of ${scenario.title}, ${options.rounds} × ${options.seconds} s\n${table(head, cells)}`,
);
for (const { title, p50 = 0, p99 = 0 } of rows.slice(1)) {
  const added = [p50 - (rows[0]?.p50 ?? 0), p99 - (rows[0]?.p99 ?? 0)].map((ms) => figure(ms));
  console.log(`added live latency, ${title}: p50 ${added[0]} ms, p99 ${added[1]} ms`);
}
for (const { troubles } of rows) for (const line of troubles.slice(0, 5)) console.log(line);
console.log(`\n${writeResult('record', { machine: onMachine, options, scenario, rows })}`);
process.exit(0);
