/*
 * H.265 for viewers without a decoder of it: the delay that the station's transcoder adds, and the CPU that it takes, from
 * the push of a whole picture to the H.264 made of it in a consumer's hands; beside it the same picture sent as H.264.
 *
 * Use: node bench/hevc.mjs [--sizes 1280x720,1920x1080] [--seconds 10] [--app out/cli/index.js]
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { startChild } from './lib/child.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { processTree } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { quantile } from './lib/statistics.mjs';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1280x720,1920x1080' },
    seconds: { type: 'string', default: '10' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const FPS = 30;
const WARM_UP_MS = 3000;
const seconds = Number(options.seconds);

/** What each codec is made with, and the delimiter that begins each of its pictures. */
const CODECS = {
  h264: {
    encoder: ['-c:v', 'libx264', '-tune', 'zerolatency', '-x264-params', 'aud=1:keyint=30:bframes=0'],
    delimiter: Buffer.of(0, 0, 0, 1, 0x09),
  },
  hevc: {
    encoder: ['-c:v', 'libx265', '-x265-params', 'aud=1:keyint=30:bframes=0:repeat-headers=1:log-level=error'],
    delimiter: Buffer.of(0, 0, 0, 1, 0x46, 0x01),
  },
};

/** Four seconds of a synthetic scene at 4 Mbit/s. @param {'h264' | 'hevc'} codec @param {string} size */
function pictures(codec, size) {
  const { encoder, delimiter } = CODECS[codec];
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${FPS}:d=4`];
  const rate = ['-preset', 'ultrafast', '-b:v', '4M', '-pix_fmt', 'yuv420p'];
  const bytes = execFileSync('ffmpeg', ['-v', 'error', ...source, ...encoder, ...rate, '-f', codec, 'pipe:1'], {
    maxBuffer: 1e9,
  });
  const units = [];
  for (let at = bytes.indexOf(delimiter); at >= 0; ) {
    const next = bytes.indexOf(delimiter, at + 1);
    units.push(bytes.subarray(at, next < 0 ? bytes.length : next));
    at = next;
  }
  return units;
}

/** `u32 total | u8 type | u64 pts µs | u32 size | u32 flags`. @param {Buffer} unit @param {boolean} key */
function packet(unit, key) {
  const header = Buffer.alloc(21);
  header.writeUInt32BE(unit.length + header.length, 0);
  header.writeUInt8(key ? 3 : 4, 4);
  header.writeUInt32BE(unit.length, 13);
  return Buffer.concat([header, unit]);
}

/** @param {number} pid */
const cpuMs = (pid) => processTree(pid).reduce((sum, each) => sum + each.cpuMs, 0);

/** @param {'h264' | 'hevc'} codec @param {string} size */
async function measure(codec, size) {
  const units = pictures(codec, size);
  const station = startChild([process.execPath, options.app, '--shell', 'none']);
  const [, url = ''] = await station.line(/The viewer is at (\S+)/);
  const { host } = new URL(url);
  const producer = new WebSocket(`ws://${host}/ws/video?id=bench`);
  const consumer = new WebSocket(`ws://${host}/ws/video/consume?id=bench`);
  await Promise.all([once(producer, 'open'), once(consumer, 'open')]);
  /** @type {number[]} */
  const sent = [];
  /** @type {number[]} */
  const delays = [];
  let received = 0;
  let counts = false;
  consumer.on('message', (_, isBinary) => {
    const at = isBinary ? sent[received++] : undefined;
    if (at !== undefined && counts) delays.push(performance.now() - at);
  });
  const start = performance.now();
  const timer = setInterval(() => {
    for (; sent.length * (1000 / FPS) <= performance.now() - start; ) {
      const unit = units[sent.length % units.length];
      const key = sent.length % 30 === 0;
      sent.push(performance.now());
      producer.send(packet(unit, key));
    }
  }, 1);
  await wait(WARM_UP_MS);
  counts = true;
  const before = { at: performance.now(), cpu: cpuMs(station.pid ?? 0), sent: sent.length, received };
  await wait(seconds * 1000);
  const elapsed = performance.now() - before.at;
  const cpuPercent = (100 * (cpuMs(station.pid ?? 0) - before.cpu)) / elapsed;
  const result = {
    size,
    codec,
    cpuPercent,
    sent: sent.length - before.sent,
    received: received - before.received,
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
  };
  clearInterval(timer);
  producer.terminate();
  consumer.terminate();
  await station.stop();
  return result;
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const onMachine = machine('none');
console.log(machineLine(onMachine));
const results = [];
for (const size of options.sizes.split(',')) {
  for (const codec of /** @type {const} */ (['h264', 'hevc'])) results.push(await measure(codec, size));
}
console.log(
  table(
    ['stream', 'p50, ms', 'p99, ms', 'pictures', 'CPU of station and ffmpeg, % of a core'],
    results.map(({ size, codec, p50Ms, p99Ms, sent, received, cpuPercent }) => [
      `${size}@${FPS} ${codec === 'hevc' ? 'H.265 → H.264' : 'H.264, as it is'}`,
      figure(p50Ms),
      figure(p99Ms),
      `${received} of ${sent}`,
      figure(cpuPercent, 0),
    ]),
  ),
);
writeResult('hevc', { machine: onMachine, seconds, results });
