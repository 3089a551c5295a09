/*
 * One 2 Mbit/s stream to many viewers on loopback: what each dialect costs the gateway, and when its viewers have the
 * picture, counted from the producer's `send`. Producer, gateway and viewers (two) are processes of their own.
 *
 * Use: node bench/fanout.mjs [--viewers 300] [--seconds 20] [--dialects link,link+idle,consume,json] [--app out/cli/index.js]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { spread } from './lib/statistics.mjs';
import { delays, startGateway, startPushers, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    viewers: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '20' },
    dialects: { type: 'string' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_S = 3;
const STREAM = 'camera';

const DIALECTS = /** @type {const} */ ([
  { id: 'link', title: 'viewer link', dialect: 'link' },
  { id: 'link+idle', title: 'viewer link, and one that reads nothing', dialect: 'link', idle: true },
  { id: 'consume', title: '/ws/video/consume', dialect: 'consume' },
  { id: 'json', title: 'base64 in JSON', dialect: 'json' },
]);

/** @param {string} clip @param {number} fps @param {typeof DIALECTS[number]} how */
async function measure(clip, fps, { dialect, idle = false }) {
  const gateway = await startGateway(options.app);
  const pictures = Math.round((WARM_UP_S + Number(options.seconds)) * fps);
  const urls = [`${gateway.url.replace(/^http/, 'ws')}/ws/video?id=${STREAM}`];
  const pushers = await startPushers({ urls, clip, fps, pictures, framed: true });
  const emptyMiB = gateway.memoryMiB();
  const half = Math.ceil(Number(options.viewers) / 2);
  const watch = (/** @type {number} */ count, /** @type {boolean} */ reads) =>
    startWatchers({ url: gateway.url, dialect, streams: Array(count).fill(STREAM), clip, pictures, idle: !reads });
  const watchers = [await watch(half, true), await watch(Number(options.viewers) - half, true)];
  const sleepers = idle ? [await watch(1, false)] : [];
  try {
    pushers.go();
    await wait(WARM_UP_S * 1000);
    const before = { at: performance.now(), cpuMs: gateway.cpuMs() };
    await wait((Number(options.seconds) - 1) * 1000);
    const cpuPercent = (100 * (gateway.cpuMs() - before.cpuMs)) / (performance.now() - before.at);
    const memoryMiB = gateway.memoryMiB();
    const { sent, late } = await pushers.done;
    for (const each of watchers) each.go();
    const times = (await Promise.all(watchers.map((each) => each.done))).flatMap((each) => each.times);
    const results = times.map((seen) => delays(sent[0], seen, WARM_UP_S * fps));
    return {
      late,
      expected: results.length * (pictures - WARM_UP_S * fps),
      dropped: results.reduce((sum, { dropped }) => sum + dropped, 0),
      cpuPercent,
      memoryMiB,
      kibPerViewer: ((memoryMiB - emptyMiB) * 1024) / Number(options.viewers),
      ...spread(results.flatMap((one) => one.delays)),
      troubles: [...pushers.troubles, ...watchers.flatMap((each) => each.troubles)],
    };
  } finally {
    for (const each of [pushers, ...watchers, ...sleepers]) each.stop();
    await gateway.stop();
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const [scenario] = choose(SCENARIOS, 'vga30');
const clip = await clipOf(scenario);
const onMachine = machine('none');
console.log(machineLine(onMachine));
const rows = [];
for (const how of choose(DIALECTS, options.dialects)) {
  rows.push({ title: how.title, ...(await measure(clip, scenario.fps, how)) });
}
const cells = rows.map((row) => [
  row.title,
  ...[row.expected, row.dropped, row.late].map(String),
  ...[row.cpuPercent, row.memoryMiB, row.kibPerViewer].map((value) => figure(value, 0)),
  ...[row.p50, row.p99, row.max].map((value) => figure(value)),
]);
const head = ['', 'expected', 'dropped', 'sent late', 'CPU %', 'MiB', 'KiB/viewer', 'p50 ms', 'p99 ms', 'max ms'];
console.log(`\n${options.viewers} viewers of ${scenario.title}, ${options.seconds} s\n${table(head, cells)}`);
for (const { troubles } of rows) for (const line of troubles.slice(0, 5)) console.log(line);
console.log(`\n${writeResult('fanout', { machine: onMachine, options, scenario, rows })}`);
process.exit(0);
