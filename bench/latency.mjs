/*
 * From a picture's last byte entering the socket to its number standing on the screen, for us and for others, one after
 * another on the same display. Figures of two runs are not comparable on a busy machine; ratios within one run are.
 *
 * Use: node bench/latency.mjs [--scenarios vga30,720p30] [--players electron,browser,mpv,ffplay,gstreamer]
 *      [--sources tcp,rtp,host,host-plain] [--pictures 240] [--warm-up S] [--delimiter] [--screenshots] [--app out/cli/index.js]
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from '../scripts/lib/paths.mjs';
import { run } from '../scripts/lib/run.mjs';
import { latencies, recoveries } from './lib/match.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose, openSession, withPlayer } from './lib/session.mjs';
import { spread } from './lib/statistics.mjs';

const { values: options } = parseArgs({
  options: {
    scenarios: { type: 'string' },
    players: { type: 'string' },
    sources: { type: 'string', default: 'tcp' },
    pictures: { type: 'string', default: '240' },
    'warm-up': { type: 'string', default: '3' },
    delimiter: { type: 'boolean', default: false },
    screenshots: { type: 'boolean', default: false },
    app: { type: 'string' },
  },
});

/** Above the median, and still the normal delay of a link without stalls. */
const NORMAL_ABOVE_MS = 15;

/** @param {number[]} times ms */
const worst = (times) => (times.length === 0 ? undefined : Math.max(...times));

/** @param {import('./lib/scenarios.mjs').Scenario} scenario @param {import('./lib/session.mjs').Running} running */
async function measure(scenario, { screen, host }, id) {
  if (options.screenshots) {
    await wait(Number(options['warm-up']) * 1000);
    const file = join(root, `build/bench/latency-${scenario.id}-${id}.png`);
    await run('import', ['-window', 'root', file], { quiet: true });
  }
  const sent = await host.done;
  if (!sent) throw new Error('the host ended early');
  const from = Math.round(Number(options['warm-up']) * scenario.fps);
  const shown = latencies(sent, screen.seen, from);
  const times = shown.map(({ ms }) => ms);
  const statistics = spread(times);
  const pictures = sent.sent.length - from;
  const every = scenario.stallEvery;
  const stalls = every && { every, from, normalMs: (statistics.p50 ?? 0) + NORMAL_ABOVE_MS };
  return {
    pictures,
    lateSent: sent.late,
    shown: shown.length,
    shownPercent: (100 * shown.length) / pictures,
    ...statistics,
    beforeLastByte: times.filter((ms) => ms < 0).length,
    series: shown.map(({ picture, ms }) => [picture, Number(ms.toFixed(2))]),
    recoveryMs: stalls ? worst(recoveries(sent, shown, stalls)) : undefined,
  };
}

/** @param {import('./lib/scenarios.mjs').Scenario} scenario @param {import('./lib/host.mjs').Wire} wire */
async function play(session, scenario, wire) {
  const clip = await clipOf(scenario);
  const { id: _id, title: _title, bitrate: _bitrate, profile: _profile, slices: _slices, ...show } = scenario;
  const pictures = Math.round(Number(options['warm-up']) * scenario.fps) + Number(options.pictures);
  const rows = [];
  for (const player of session.players) {
    const settings = { ...show, clip, pictures, delimiter: options.delimiter, delayMs: 500, wire };
    const row = { player: player.id, title: player.title };
    try {
      rows.push({ ...row, ...(await withPlayer(session, player, settings, (r) => measure(scenario, r, player.id))) });
    } catch (error) {
      rows.push({ ...row, failed: error.message });
    }
  }
  const mpv = rows.find((row) => row.player === 'mpv');
  return rows.map((row) => ({ ...row, p50ToMpv: row.p50 / mpv?.p50, p99ToMpvP50: row.p99 / mpv?.p50 }));
}

const HEAD = ['', 'sent', 'shown %', 'min', 'p50', 'p95', 'p99', 'max', 'early', 'p50/mpv', 'p99/mpv p50', 'recovery'];

function print(scenario, wire, rows) {
  const cells = rows.map((row) => {
    if (row.failed) return [row.title, `failed: ${row.failed}`];
    const times = [row.min, row.p50, row.p95, row.p99, row.max].map((ms) => figure(ms));
    const ratios = [figure(row.p50ToMpv, 2), figure(row.p99ToMpvP50, 2), figure(row.recoveryMs, 0)];
    return [
      row.title,
      `${row.pictures}`,
      `${row.lateSent}`,
      figure(row.shownPercent),
      ...times,
      `${row.beforeLastByte}`,
      ...ratios,
    ];
  });
  console.log(`\n${scenario.title}${wire === 'tcp' ? '' : `, over ${wire.toUpperCase()}`}\n${table(HEAD, cells)}`);
}

const scenarios = choose(SCENARIOS, options.scenarios);
const wires = choose([{ id: 'tcp' }, { id: 'rtp' }, { id: 'host' }, { id: 'host-plain' }], options.sources);
const otherwise = ['electron', 'browser', 'mpv', 'ffplay', 'gstreamer'];
const session = await openSession({ app: options.app, players: options.players, otherwise });
const onMachine = machine(session.display.name);
console.log(machineLine(onMachine));
console.log('Times in ms. late: pictures that the host itself sent late; early: pictures seen before their last byte.');
for (const line of session.missing) console.log(`left out: ${line}`);
const results = [];
for (const scenario of scenarios) {
  for (const { id: wire } of wires) {
    const rows = await play(session, scenario, wire);
    print(scenario, wire, rows);
    results.push({ scenario, wire, rows });
  }
}
const { missing, versions } = session;
await session.close();
console.log(`\n${writeResult('latency', { machine: onMachine, options, versions, missing, results })}`);
process.exit(0);
