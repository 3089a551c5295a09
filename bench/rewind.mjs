/*
 * Sixteen streams of 2 Mbit/s: what it costs to keep them for rewinding, and to play all of them back at once, beside as many
 * live viewers, counted from the producer's `send`. Producers, gateway and live viewers are processes of their own.
 *
 * Use: node bench/rewind.mjs [--streams 16] [--seconds 15] [--app out/cli/index.js]
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { playBack } from './lib/play-back.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { processTree } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { spread } from './lib/statistics.mjs';
import { delays, startGateway, startPushers, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    streams: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '15' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_S = 4;

const CASES = [
  { title: 'nothing kept', flags: ['--rewind-minutes', '0'], isPlayed: false },
  { title: 'all kept', flags: [], isPlayed: false },
  { title: 'all kept, all played back', flags: [], isPlayed: true },
];

/** Writes that the gateway asked of the system so far, to disk and sockets, and bytes to the disk. @param {number} pid */
function writes(pid) {
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(io)?.[1] ?? 0);
  return { calls: field('syscw'), bytes: field('write_bytes') };
}

/** @param {string} clip @param {number} fps @param {typeof CASES[number]} how */
async function measure(clip, fps, { flags, isPlayed }) {
  const gateway = await startGateway(options.app, flags);
  const isGateway = (/** @type {number} */ pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--listen');
  const pid = processTree(process.pid).find((each) => isGateway(each.pid))?.pid ?? 0;
  const pictures = Math.round((WARM_UP_S + Number(options.seconds)) * fps);
  const streams = Array.from({ length: Number(options.streams) }, (_, at) => `camera${at}`);
  const urls = streams.map((id) => `${gateway.url.replace(/^http/, 'ws')}/ws/video?id=${id}`);
  const pushers = await startPushers({ urls, clip, fps, pictures, framed: true });
  const watchers = await startWatchers({ url: gateway.url, dialect: 'link', streams, clip, pictures });
  let played;
  try {
    pushers.go();
    await wait((WARM_UP_S - 1) * 1000);
    played = isPlayed ? playBack(gateway.url, streams) : undefined;
    await wait(1000);
    const before = {
      at: performance.now(),
      cpuMs: gateway.cpuMs(),
      played: played?.pictures ?? 0,
      ...writes(pid),
    };
    await wait((Number(options.seconds) - 1) * 1000);
    const seconds = (performance.now() - before.at) / 1000;
    const after = writes(pid);
    const row = {
      cpuPercent: (gateway.cpuMs() - before.cpuMs) / (10 * seconds),
      memoryMiB: gateway.memoryMiB(),
      writesPerSecond: (after.calls - before.calls) / seconds,
      diskMiBPerSecond: (after.bytes - before.bytes) / seconds / 2 ** 20,
      playedPerSecond: ((played?.pictures ?? 0) - before.played) / seconds,
    };
    const { sent, late } = await pushers.done;
    watchers.go();
    const { times } = await watchers.done;
    const results = times.map((seen, at) => delays(sent[at], seen, WARM_UP_S * fps));
    return {
      ...row,
      late,
      dropped: results.reduce((sum, { dropped }) => sum + dropped, 0),
      ...spread(results.flatMap((one) => one.delays)),
      troubles: [...pushers.troubles, ...watchers.troubles],
    };
  } finally {
    played?.stop();
    for (const each of [pushers, watchers]) each.stop();
    await gateway.stop();
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const [scenario] = choose(SCENARIOS, 'vga30');
const clip = await clipOf(scenario);
const onMachine = machine('none');
console.log(machineLine(onMachine));
const rows = [];
for (const how of CASES) rows.push({ title: how.title, ...(await measure(clip, scenario.fps, how)) });
const cells = rows.map((row) => [
  row.title,
  ...[row.cpuPercent, row.memoryMiB, row.writesPerSecond].map((value) => figure(value, 0)),
  figure(row.diskMiBPerSecond),
  figure(row.playedPerSecond, 0),
  String(row.dropped),
  ...[row.p50, row.p99, row.max].map((value) => figure(value)),
]);
const head = ['', 'CPU %', 'MiB', 'writes/s', 'disk MiB/s', 'played/s', 'dropped', 'p50 ms', 'p99 ms', 'max ms'];
console.log(`\n${options.streams} streams of ${scenario.title}, ${options.seconds} s\n${table(head, cells)}`);
for (const { troubles } of rows) for (const line of troubles.slice(0, 5)) console.log(line);
console.log(`\n${writeResult('rewind', { machine: onMachine, options, scenario, rows })}`);
process.exit(0);
