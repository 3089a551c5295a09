/*
 * Many programs push H.264 into one gateway, and somebody watches each of them: pictures accepted, CPU, and the time from a
 * producer's `send` to the consumer's message. Producers, gateway and consumers are a process each.
 *
 * Use: node bench/ingest.mjs [--producers 64] [--fps 25] [--bitrate 1M] [--seconds 20] [--app out/cli/index.js]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { spread } from './lib/statistics.mjs';
import { delays, startGateway, startPushers, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    producers: { type: 'string', default: '64' },
    fps: { type: 'string', default: '25' },
    bitrate: { type: 'string', default: '1M' },
    seconds: { type: 'string', default: '20' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const fps = Number(options.fps);
const WARM_UP_S = 2;

/** @param {string} clip @param {boolean} framed */
async function measure(clip, framed) {
  const gateway = await startGateway(options.app);
  const pictures = (WARM_UP_S + Number(options.seconds)) * fps;
  const ids = Array.from({ length: Number(options.producers) }, (_, n) => `camera-${n}`);
  const urls = ids.map((id) => `${gateway.url.replace(/^http/, 'ws')}/ws/video?id=${id}`);
  const pushers = await startPushers({ urls, clip, fps, pictures, framed });
  const watchers = await startWatchers({ url: gateway.url, dialect: 'consume', streams: ids, clip, pictures });
  try {
    pushers.go();
    await wait(WARM_UP_S * 1000);
    const before = { at: performance.now(), cpuMs: gateway.cpuMs() };
    await wait((Number(options.seconds) - 1) * 1000);
    const cpuPercent = (100 * (gateway.cpuMs() - before.cpuMs)) / (performance.now() - before.at);
    const memoryMiB = gateway.memoryMiB();
    const { sent, late } = await pushers.done;
    const stats = await (await fetch(`${gateway.url}/h264/stats`)).json();
    watchers.go();
    const { times } = await watchers.done;
    const streams = Object.values(stats.streams);
    const results = sent.map((one, n) => delays(one, times[n], WARM_UP_S * fps));
    return {
      sent: ids.length * pictures,
      late,
      accepted: streams.reduce((sum, { frames_decoded }) => sum + frames_decoded, 0),
      errors: streams.reduce((sum, { errors }) => sum + errors, 0),
      dropped: results.reduce((sum, { dropped }) => sum + dropped, 0),
      cpuPercent,
      memoryMiB,
      ...spread(results.flatMap((one) => one.delays)),
      troubles: [...pushers.troubles, ...watchers.troubles],
    };
  } finally {
    pushers.stop();
    watchers.stop();
    await gateway.stop();
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const clip = await numberedClip({ size: '640x480', fps, bitrate: options.bitrate, profile: 'baseline', frames: 600 });
const onMachine = machine('none');
console.log(machineLine(onMachine));
const rows = [];
for (const framed of [true, false]) {
  rows.push({ dialect: framed ? 'packets' : 'byte stream', ...(await measure(clip, framed)) });
}
const cells = rows.map((row) => [
  row.dialect,
  ...[row.sent, row.late, row.accepted, row.errors, row.dropped].map(String),
  ...[row.cpuPercent, row.memoryMiB].map((value) => figure(value, 0)),
  ...[row.p50, row.p99, row.max].map((value) => figure(value)),
]);
const head = ['', 'sent', 'sent late', 'accepted', 'errors', 'dropped', 'CPU %', 'MiB', 'p50 ms', 'p99 ms', 'max ms'];
console.log(
  `\n${options.producers} producers at ${fps} fps, 640x480, ${options.bitrate}bit/s, a consumer each, ${options.seconds} s\n${table(head, cells)}`,
);
for (const { troubles } of rows) for (const line of troubles) console.log(line);
console.log(`\n${writeResult('ingest', { machine: onMachine, options, rows })}`);
process.exit(0);
