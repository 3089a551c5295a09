/*
 * From launching a player to its first picture on the screen, read from the pixels. The vehicle is there before and
 * begins with a key picture when it is called, as the original host does.
 *
 * Use: node bench/startup.mjs [--runs 5] [--players electron,browser,mpv,ffplay] [--delimiter] [--app FILE]
 */
import { parseArgs } from 'node:util';
import { processTree } from './lib/process-tree.mjs';
import { figure, machine, machineLine, table, writeResult } from './lib/report.mjs';
import { clipOf, SCENARIOS } from './lib/scenarios.mjs';
import { openSession, withPlayer } from './lib/session.mjs';
import { quantile } from './lib/statistics.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    players: { type: 'string' },
    delimiter: { type: 'boolean', default: false },
    app: { type: 'string' },
  },
});

/** A window that a person sees; toolkits also map tiny ones. */
const SMALLEST_WINDOW = 200;

/** @param {import('./lib/session.mjs').Running} running ms since the launch */
function parts({ launchedAt, first, host, screen, child }) {
  const since = (/** @type {number | undefined} */ at) => (at === undefined ? undefined : (at - launchedAt) / 1e6);
  const tree = processTree(child.pid);
  const started = (/** @type {(p: { role: string }) => boolean} */ is) => since(tree.find(is)?.startedAt);
  const window = screen.windows.find(({ width, height }) => width > SMALLEST_WINDOW && height > SMALLEST_WINDOW);
  return {
    connected: since(host.connectedAt),
    renderer: started(({ role }) => role === 'renderer'),
    gpu: started(({ role }) => role === 'gpu-process'),
    window: since(window?.at),
    firstPicture: since(first.at),
    firstPictureNumber: first.id,
  };
}

const otherwise = ['electron', 'browser', 'mpv', 'ffplay'];
const session = await openSession({ app: options.app, players: options.players, otherwise });
const onMachine = machine(session.display.name);
console.log(machineLine(onMachine));
for (const line of session.missing) console.log(`left out: ${line}`);
const [scenario] = SCENARIOS;
const clip = await clipOf(scenario);
const { width, height, fps } = scenario;
const show = { clip, width, height, fps, pictures: 40 * fps, delimiter: options.delimiter };
/** @type {Map<string, (ReturnType<typeof parts>)[]>} */
const runs = new Map(session.players.map(({ title }) => [title, []]));
// Round about, so that a busy minute of the machine meets everybody.
for (let round = 0; round < Number(options.runs); round += 1) {
  for (const player of session.players) {
    try {
      runs.get(player.title)?.push(await withPlayer(session, player, show, async (running) => parts(running)));
    } catch (error) {
      console.log(`${player.title}: ${error.message}`);
    }
  }
}
const PARTS = /** @type {const} */ (['connected', 'gpu', 'renderer', 'window', 'firstPicture']);
const rows = [...runs].map(([title, all]) => {
  const of = (part) => all.flatMap((run) => run[part] ?? []);
  const medians = Object.fromEntries(PARTS.map((part) => [part, quantile(of(part), 0.5)]));
  return { title, runs: all.length, medians, max: quantile(of('firstPicture'), 1), all };
});
const head = [
  'ms since launch, median',
  'runs',
  'connected',
  'GPU process',
  'renderer',
  'window',
  'first picture',
  'max',
];
const cells = rows.map(({ title, runs: count, medians, max }) => [
  ...[title, `${count}`],
  ...[...PARTS.map((part) => medians[part]), max].map((ms) => figure(ms, 0)),
]);
console.log(`\n${table(head, cells)}`);
const { missing, versions } = session;
await session.close();
console.log(`\n${writeResult('startup', { machine: onMachine, options, scenario, versions, missing, rows })}`);
process.exit(0);
