/*
 * What it costs to watch a stream at another station, over RabbitMQ on this machine, instead of where it is: the same pictures
 * at both, counted from the producer's `send`, and the difference picture by picture. RabbitMQ, both stations, the producer
 * and the viewers of each station are processes of their own.
 *
 * Use: node bench/broker.mjs [--streams 1,8,24] [--seconds 15] [--scenario vga30] [--app out/cli/index.js]
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ensureBuilt } from '../scripts/lib/ensure-built.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { OUR_PROGRAM } from './lib/players.mjs';
import { processTree } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose } from './lib/session.mjs';
import { spread } from './lib/statistics.mjs';
import { delays, startGateway, startPushers, startWatchers } from './lib/streaming.mjs';

const { values: options } = parseArgs({
  options: {
    streams: { type: 'string', default: '1,8,24' },
    seconds: { type: 'string', default: '15' },
    scenario: { type: 'string', default: 'vga30' },
    app: { type: 'string', default: OUR_PROGRAM },
  },
});
const WARM_UP_S = 4;

const { startRabbitMq } = (await runnerImport(join(root, 'src/station/amqp/fixtures/rabbitmq.ts'), { root })).module;

/** Until the station shows so many streams. @param {string} url @param {number} count */
async function untilShown(url, count) {
  for (;;) {
    const { streams } = await (await fetch(new URL('/api/streams', url))).json();
    if (streams.length === count) return;
    await wait(100);
  }
}

/** @param {string} broker @param {number | undefined} brokerPid @param {string} clip @param {number} fps @param {number} count */
async function measure(broker, brokerPid, clip, fps, count) {
  const start = (/** @type {string} */ name) =>
    startGateway(options.app, ['--station-name', name], { GROUNDGLASS_BROKER: broker });
  const [origin, other] = await Promise.all([start('origin'), start('other')]);
  const pictures = Math.round((WARM_UP_S + Number(options.seconds)) * fps);
  const ids = Array.from({ length: count }, (_, n) => `camera-${n}`);
  const urls = ids.map((id) => `${origin.url.replace(/^http/, 'ws')}/ws/video?id=${id}`);
  const pushers = await startPushers({ urls, clip, fps, pictures, framed: true });
  await untilShown(other.url, count);
  const watch = (/** @type {string} */ url, /** @type {string[]} */ streams) =>
    startWatchers({ url, dialect: 'link', streams, clip, pictures });
  const direct = await watch(origin.url, ids);
  const shared = await watch(
    other.url,
    ids.map((id) => `station://origin/${id}`),
  );
  const cpu = () => ({
    origin: origin.cpuMs(),
    other: other.cpuMs(),
    broker: processTree(brokerPid).reduce((sum, { cpuMs }) => sum + cpuMs, 0),
  });
  try {
    pushers.go();
    await wait(WARM_UP_S * 1000);
    const before = { at: performance.now(), ...cpu() };
    await wait((Number(options.seconds) - 1) * 1000);
    const [after, ms] = [cpu(), performance.now() - before.at];
    const { sent, late } = await pushers.done;
    for (const each of [direct, shared]) each.go();
    const [atOrigin, atOther] = (await Promise.all([direct.done, shared.done])).map(({ times }) => times);
    const from = WARM_UP_S * fps;
    const at = (/** @type {Float64Array[]} */ times) => times.map((seen, n) => delays(sent[n], seen, from));
    const [here, there] = [at(atOrigin), at(atOther)];
    return {
      count,
      late,
      expected: count * (pictures - from),
      dropped: there.reduce((sum, one) => sum + one.dropped, 0),
      direct: spread(here.flatMap((one) => one.delays)),
      shared: spread(there.flatMap((one) => one.delays)),
      cost: spread(atOther.flatMap((seen, n) => delays(atOrigin[n], seen, from).delays)),
      cpuPercent: {
        origin: (100 * (after.origin - before.origin)) / ms,
        broker: (100 * (after.broker - before.broker)) / ms,
        other: (100 * (after.other - before.other)) / ms,
      },
      troubles: [...pushers.troubles, ...direct.troubles, ...shared.troubles],
    };
  } finally {
    for (const each of [pushers, direct, shared]) each.stop();
    await Promise.all([origin.stop(), other.stop()]);
  }
}

if (options.app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
const [scenario] = choose(SCENARIOS, options.scenario);
const clip = await clipOf(scenario);
const onMachine = machine('none');
console.log(machineLine(onMachine));
const rabbit = await startRabbitMq();
const rows = [];
try {
  for (const count of options.streams.split(',').map(Number)) {
    rows.push(await measure(rabbit.url, rabbit.pid, clip, scenario.fps, count));
  }
} finally {
  await rabbit.close();
}
const pair = (/** @type {ReturnType<typeof spread>} */ { p50, p99 }) => `${figure(p50)} / ${figure(p99)}`;
const cells = rows.map(({ count, expected, dropped, late, direct, shared, cost, cpuPercent }) => [
  String(count),
  ...[expected, dropped, late].map(String),
  ...[direct, shared, cost].map(pair),
  ...[cpuPercent.origin, cpuPercent.broker, cpuPercent.other].map((value) => figure(value, 0)),
]);
const head = ['streams', 'expected', 'dropped', 'sent late', 'direct ms', 'shared ms', 'cost ms'];
const heads = [...head, 'CPU % origin', 'RabbitMQ', 'other'];
console.log(`\n${scenario.title}, ${options.seconds} s; p50 / p99\n${table(heads, cells)}`);
for (const { troubles } of rows) for (const line of troubles.slice(0, 5)) console.log(line);
console.log(`\n${writeResult('broker', { machine: onMachine, options, scenario, rows })}`);
process.exit(0);
