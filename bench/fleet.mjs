/*
 * A fleet of dash cams (JT/T 808 and 1078) in one station. First many that all send: CPU, memory, and the time from a
 * terminal's last packet of a picture to the watcher's message, for some of them. The station fetches only what is watched,
 * so every camera has a watcher; those that are not measured are in a process of their own. Then very many that send
 * nothing but heartbeats.
 *
 * Use: node bench/fleet.mjs [--terminals 100] [--watched 16] [--fps 25] [--bitrate 1M] [--size 640x480]
 *      [--seconds 20] [--transports tcp,udp] [--idle 10000] [--heartbeat 30] [--app out/cli/index.js]
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { numberedClip } from '../e2e/hosts/make-numbered-clip.mjs';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { startSwarm, startTerminals } from './lib/fleet.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { spread } from './lib/statistics.mjs';
import { delays, startGateway, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    terminals: { type: 'string', default: '100' },
    watched: { type: 'string', default: '16' },
    fps: { type: 'string', default: '25' },
    bitrate: { type: 'string', default: '1M' },
    size: { type: 'string', default: '640x480' },
    seconds: { type: 'string', default: '20' },
    transports: { type: 'string', default: 'tcp,udp' },
    idle: { type: 'string', default: '10000' },
    heartbeat: { type: 'string', default: '30' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const fps = Number(options.fps);
const WARM_UP_S = 3;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Datagrams that this machine dropped so far because their receiver did not read in time; Linux alone tells. */
function overflows() {
  try {
    const [names, values] = readFileSync('/proc/net/snmp', 'utf8').match(/^Udp: .*$/gm) ?? [];
    return Number(values?.split(' ')[names?.split(' ').indexOf('RcvbufErrors') ?? -1] ?? 0);
  } catch {
    return 0;
  }
}

async function startStation() {
  const port = await freePort();
  const flags = ['--jt', '--jt-accept-new', '--jt-port', String(port), '--jt-udp-port', '0'];
  return { port, ...(await startGateway(options.app, [...flags, '--jt-playback-port', '0'])) };
}

/** @param {Awaited<ReturnType<typeof startStation>>} station @param {number} seconds */
async function cpuPercentOver(station, seconds) {
  const before = { at: performance.now(), cpuMs: station.cpuMs() };
  await wait(seconds * 1000);
  return (100 * (station.cpuMs() - before.cpuMs)) / (performance.now() - before.at);
}

/** @param {string} clip @param {'tcp' | 'udp'} transport */
async function measureSending(clip, transport) {
  const station = await startStation();
  const overflowsBefore = overflows();
  // Room for those that begin before the last has been asked.
  const pictures = (WARM_UP_S + Number(options.seconds) + 20) * fps;
  const phones = Array.from({ length: Number(options.terminals) }, (_, n) => String(13_900_000_000 + n));
  const terminals = await startTerminals({ port: station.port, phones, clip, fps, pictures, transport });
  const emptyMiB = station.memoryMiB();
  const connected = async () => (await fetch(`${station.url}/api/vehicles/connected`)).json();
  while ((await connected()).filter(({ channels }) => channels.length > 0).length < phones.length) await wait(100);
  const streams = phones.map((phone) => `${phone.padStart(12, '0')}_1`);
  const watch = (/** @type {string[]} */ ids) =>
    startWatchers({ url: station.url, dialect: 'consume', streams: ids, clip, pictures });
  const watched = Number(options.watched);
  const watchers = [await watch(streams.slice(0, watched)), await watch(streams.slice(watched))];
  try {
    await wait(WARM_UP_S * 1000);
    const cpuPercent = await cpuPercentOver(station, Number(options.seconds));
    const memoryMiB = station.memoryMiB();
    // Seen first: what was sent by then must have come.
    const done = terminals.done;
    terminals.go();
    const { sent, late } = await done;
    await wait(500);
    for (const each of watchers) each.go();
    const [{ times }, { times: others }] = await Promise.all(watchers.map((each) => each.done));
    const results = [...times, ...others].map((seen, n) => {
      const last = sent[n].findLastIndex((at) => !Number.isNaN(at)) + 1;
      const first = sent[n].findIndex((at) => !Number.isNaN(at)) + WARM_UP_S * fps;
      return { sent: last - first, ...delays(sent[n].subarray(0, last), seen.subarray(0, last), first) };
    });
    return {
      transport,
      sent: results.reduce((sum, one) => sum + one.sent, 0),
      late,
      lost: results.reduce((sum, { dropped }) => sum + dropped, 0),
      // Of which each costs the pictures up to the next key picture.
      overflows: overflows() - overflowsBefore,
      cpuPercent,
      emptyMiB,
      memoryMiB,
      ...spread(results.slice(0, watched).flatMap((one) => one.delays)),
      troubles: [...terminals.troubles, ...watchers.flatMap(({ troubles }) => troubles)],
    };
  } finally {
    terminals.stop();
    for (const each of watchers) each.stop();
    await station.stop();
  }
}

async function measureIdle() {
  const station = await startStation();
  const emptyMiB = station.memoryMiB();
  const count = Number(options.idle);
  const swarm = await startSwarm({
    port: station.port,
    terminals: count,
    heartbeatMs: Number(options.heartbeat) * 1000,
  });
  try {
    // From here on every terminal is at its own phase.
    await wait(Number(options.heartbeat) * 1000);
    swarm.go();
    const cpuPercent = await cpuPercentOver(station, Number(options.seconds));
    const memoryMiB = station.memoryMiB();
    swarm.go();
    const { letInMs, answerMs, lost } = await swarm.done;
    return {
      terminals: count,
      letInMs,
      lost,
      answers: answerMs.length,
      cpuPercent,
      emptyMiB,
      memoryMiB,
      kibEach: ((memoryMiB - emptyMiB) * 1024) / count,
      ...spread(answerMs),
      troubles: swarm.troubles,
    };
  } finally {
    swarm.stop();
    await station.stop();
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const onMachine = machine('none');
console.log(machineLine(onMachine));
const sending = [];
if (Number(options.terminals) > 0) {
  const clip = await numberedClip({ size: options.size, fps, bitrate: options.bitrate, profile: 'main', frames: 600 });
  for (const transport of options.transports.split(',')) sending.push(await measureSending(clip, transport));
  const cells = sending.map((row) => [
    row.transport,
    ...[row.sent, row.late, row.lost, row.overflows].map(String),
    ...[row.cpuPercent, row.emptyMiB, row.memoryMiB].map((value) => figure(value, 0)),
    ...[row.p50, row.p99, row.max].map((value) => figure(value)),
  ]);
  const head = [
    '',
    'sent',
    'sent late',
    'lost',
    'UDP overflows',
    'CPU %',
    'MiB before',
    'MiB',
    'p50 ms',
    'p99 ms',
    'max ms',
  ];
  console.log(
    `\n${options.terminals} terminals at ${fps} fps, ${options.size}, ${options.bitrate}bit/s, ${options.watched} measured, ${options.seconds} s\n${table(head, cells)}`,
  );
}
const idle = Number(options.idle) > 0 ? await measureIdle() : undefined;
if (idle) {
  const cells = [
    String(idle.terminals),
    String(idle.lost),
    ...[idle.letInMs / 1000, idle.cpuPercent, idle.emptyMiB, idle.memoryMiB, idle.kibEach].map((value) =>
      figure(value),
    ),
    String(idle.answers),
    ...[idle.p50, idle.p99, idle.max].map((value) => figure(value)),
  ];
  const head = ['idle terminals', 'lost', 'let in s', 'CPU %', 'MiB before', 'MiB', 'KiB each', 'heartbeats'];
  console.log(
    `\nA heartbeat every ${options.heartbeat} s, ${options.seconds} s\n${table([...head, 'p50 ms', 'p99 ms', 'max ms'], [cells])}`,
  );
}
for (const { troubles } of [...sending, ...(idle ? [idle] : [])]) {
  for (const line of troubles.slice(0, 20)) console.log(line);
}
console.log(`\n${writeResult('fleet', { machine: onMachine, options, sending, idle })}`);
process.exit(0);
