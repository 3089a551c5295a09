/*
 * Sixteen streams of 2 Mbit/s on loopback, each watched by one viewer, with and without all of them being recorded: what that
 * costs the gateway and the disk, and what it adds to the time from the producer's `send` to the viewer. Rewind is off in
 * both, so that the difference is recording's alone. Producers, gateway and viewers are processes of their own.
 *
 * Use: node bench/record.mjs [--streams 16] [--seconds 20] [--folder DIR] [--app out/cli/index.js]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
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
    seconds: { type: 'string', default: '20' },
    folder: { type: 'string', default: tmpdir() },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_S = 3;

/** Writes to files and sockets, and bytes to disks, of a program and those it started. @param {number} pid */
function written(pid) {
  const io = processTree(pid).map((one) => readFileSync(`/proc/${one.pid}/io`, 'utf8'));
  const sum = (/** @type {RegExp} */ field) => io.reduce((all, text) => all + Number(field.exec(text)?.[1] ?? 0), 0);
  return { calls: sum(/^syscw: (\d+)/m), bytes: sum(/^write_bytes: (\d+)/m) };
}

/** @param {string} clip @param {number} fps @param {boolean} records */
async function measure(clip, fps, records) {
  const folder = mkdtempSync(join(options.folder, 'groundglass-bench-record-'));
  const flags = ['--rewind-minutes', '0', '--recordings', folder, '--record', records ? 'always' : 'on-demand'];
  const gateway = await startGateway(options.app, flags);
  const pictures = Math.round((WARM_UP_S + Number(options.seconds)) * fps);
  const streams = Array.from({ length: Number(options.streams) }, (_, i) => `camera${i}`);
  const urls = streams.map((id) => `${gateway.url.replace(/^http/, 'ws')}/ws/video?id=${id}`);
  const pushers = await startPushers({ urls, clip, fps, pictures, framed: true });
  const watchers = await startWatchers({ url: gateway.url, dialect: 'link', streams, clip, pictures });
  try {
    pushers.go();
    await wait(WARM_UP_S * 1000);
    const before = { at: performance.now(), cpuMs: gateway.cpuMs(), ...written(gateway.pid) };
    await wait((Number(options.seconds) - 1) * 1000);
    const seconds = (performance.now() - before.at) / 1000;
    const cpuPercent = (gateway.cpuMs() - before.cpuMs) / 10 / seconds;
    const now = written(gateway.pid);
    const { sent } = await pushers.done;
    watchers.go();
    const { times } = await watchers.done;
    const results = times.map((/** @type {Float64Array} */ seen, /** @type {number} */ i) =>
      delays(sent[i], seen, WARM_UP_S * fps),
    );
    const files = readdirSync(folder).filter((name) => name.endsWith('.mp4'));
    return {
      cpuPercent,
      memoryMiB: gateway.memoryMiB(),
      callsPerSecond: (now.calls - before.calls) / seconds,
      megabytesPerSecond: (now.bytes - before.bytes) / 1e6 / seconds,
      files: files.length,
      megabytes: files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6,
      dropped: results.reduce((sum, one) => sum + one.dropped, 0),
      ...spread(results.flatMap((one) => one.delays)),
      troubles: [...pushers.troubles, ...watchers.troubles],
    };
  } finally {
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
const rows = [];
for (const records of [false, true]) {
  rows.push({ title: records ? 'recorded' : 'not recorded', ...(await measure(clip, scenario.fps, records)) });
}
const cells = rows.map((row) => [
  row.title,
  ...[row.files, row.dropped].map(String),
  ...[row.cpuPercent, row.memoryMiB, row.callsPerSecond].map((value) => figure(value, 0)),
  ...[row.megabytesPerSecond, row.p50, row.p99, row.max].map((value) => figure(value)),
]);
const head = ['', 'files', 'dropped', 'CPU %', 'MiB', 'writes/s', 'MB/s to disk', 'p50 ms', 'p99 ms', 'max ms'];
console.log(`\n${options.streams} streams of ${scenario.title}, ${options.seconds} s\n${table(head, cells)}`);
console.log(`added live latency: p50 ${figure((rows[1]?.p50 ?? 0) - (rows[0]?.p50 ?? 0))} ms`);
for (const { troubles } of rows) for (const line of troubles.slice(0, 5)) console.log(line);
console.log(`\n${writeResult('record', { machine: onMachine, options, scenario, rows })}`);
process.exit(0);
