/*
 * What it costs to look on: CPU and memory of each player's whole process tree on the same stream, and the pictures that
 * did not reach the screen.
 *
 * Use: node bench/steady.mjs [--seconds 60] [--warm-up 20] [--players electron,electron-bare,…] [--scenario vga30] [--delimiter] [--app FILE]
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { latencies } from './lib/match.mjs';
import { displayServer, processTree, proportionalMiB } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { choose, openSession, withPlayer } from './lib/session.mjs';
import { growth, mean, quantile } from './lib/statistics.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '20' },
    players: { type: 'string' },
    scenario: { type: 'string', default: 'vga30' },
    delimiter: { type: 'boolean', default: false },
    app: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
/** Chromium takes memory for its first 20 s or so; that is not growth. */
const warmUp = Number(options['warm-up']);
/** Enough to see every picture, and little beside what is measured. */
const LOOK_EVERY_US = 2000;
const MEMORY_EVERY_MS = 2000;

/** CPU of a tree by role, in % of a core, between two looks. @returns {Record<string, number>} */
function cpuByRole(before, after, elapsedMs) {
  const former = new Map(before.map(({ pid, cpuMs }) => [pid, cpuMs]));
  const roles = {};
  for (const { pid, role, cpuMs } of after) {
    roles[role] = (roles[role] ?? 0) + (100 * (cpuMs - (former.get(pid) ?? 0))) / elapsedMs;
  }
  return roles;
}

async function watch(session, fps, { child, host, screen }) {
  const server = displayServer(session.display.name);
  const look = () => ({
    at: performance.now(),
    tree: processTree(child.pid),
    server: server ? processTree(server) : [],
  });
  await wait(warmUp * 1000);
  const before = look();
  const memory = [];
  while (performance.now() - before.at < seconds * 1000) {
    await wait(MEMORY_EVERY_MS);
    memory.push(processTree(child.pid).reduce((sum, { pid }) => sum + proportionalMiB(pid), 0));
  }
  const after = look();
  const sent = await host.done;
  if (!sent) throw new Error('the player left before the end');
  const elapsed = after.at - before.at;
  const roles = cpuByRole(before.tree, after.tree, elapsed);
  const [serverCpu] = Object.values(cpuByRole(before.server, after.server, elapsed));
  // The last pictures are left out: the tree is being looked at while they come.
  const from = warmUp * fps;
  const shown = latencies(sent, screen.seen, from);
  return {
    cpuPercent: Object.values(roles).reduce((sum, value) => sum + value, 0),
    cpuByRole: Object.fromEntries(Object.entries(roles).map(([role, value]) => [role, Number(value.toFixed(1))])),
    displayServerCpuPercent: serverCpu,
    memoryMiB: mean(memory),
    memoryGrowthMiB: growth(memory),
    processes: after.tree.length,
    pictures: sent.sent.length - from,
    lateSent: sent.late,
    dropped: sent.sent.length - from - shown.length,
    p50: quantile(
      shown.map(({ ms }) => ms),
      0.5,
    ),
  };
}

const [scenario] = choose(SCENARIOS, options.scenario);
const otherwise = ['electron', 'electron-bare', 'browser', 'browser-bare', 'mpv', 'ffplay'];
const session = await openSession({ app: options.app, players: options.players, otherwise });
const onMachine = machine(session.display.name);
console.log(machineLine(onMachine));
for (const line of session.missing) console.log(`left out: ${line}`);
const clip = await clipOf(scenario);
const { width, height, fps } = scenario;
const pictures = Math.round((warmUp + seconds + 1) * fps);
const rows = [];
for (const player of session.players) {
  const row = { player: player.id, title: player.title };
  const show = { clip, width, height, fps, pictures, delimiter: options.delimiter, pauseUs: LOOK_EVERY_US };
  try {
    rows.push({ ...row, ...(await withPlayer(session, player, show, (running) => watch(session, fps, running))) });
  } catch (error) {
    rows.push({ ...row, failed: error.message });
  }
}
const ffplay = rows.find(({ player }) => player === 'ffplay');
const cells = rows.map((row) => {
  if (row.failed) return [row.title, `failed: ${row.failed}`];
  row.cpuToFfplay = row.cpuPercent / ffplay?.cpuPercent;
  const cpu = [row.cpuPercent, row.displayServerCpuPercent].map((value) => figure(value));
  const memory = [figure(row.memoryMiB, 0), figure(row.memoryGrowthMiB)];
  return [
    row.title,
    ...cpu,
    figure(row.cpuToFfplay, 2),
    ...memory,
    `${row.pictures}`,
    `${row.lateSent}`,
    `${row.dropped}`,
    figure(row.p50),
  ];
});
const head = ['', 'CPU %', 'X CPU %', 'CPU/ffplay', 'MiB', 'growth', 'pictures', 'late', 'dropped', 'p50 ms'];
console.log(`\n${scenario.title}, ${seconds} s (CPU in % of a core; memory is PSS)\n${table(head, cells)}`);
for (const row of rows) if (row.cpuByRole) console.log(`${row.title}: ${JSON.stringify(row.cpuByRole)}`);
const { missing, versions } = session;
await session.close();
console.log(`\n${writeResult('steady', { machine: onMachine, options, scenario, versions, missing, rows })}`);
process.exit(0);
