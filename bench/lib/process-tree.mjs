import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc a second (`getconf CLK_TCK`; 100 on every Linux that Node runs on). */
const TICKS = 100;

/**
 * @typedef {object} ProcessState
 * @property {number} pid
 * @property {number} parent
 * @property {string} role what it does in its program: `gpu-process`, `renderer`, `main` …
 * @property {number} cpuMs spent so far
 * @property {number} startedAt ns on CLOCK_MONOTONIC, 10 ms coarse
 */

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
}

/** @param {string} commandLine @param {string} name */
function roleOf(commandLine, name) {
  const type = /--type=([\w-]+)/.exec(commandLine)?.[1];
  if (type === 'utility') return /--utility-sub-type=(?:\w+\.)*(\w+)/.exec(commandLine)?.[1] ?? type;
  return type ?? name;
}

/** @param {number} pid @returns {ProcessState | undefined} */
function processState(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const end = stat.lastIndexOf(')');
  if (end < 0) return undefined;
  // Behind the name, which may hold blanks: state, ppid, …; man proc(5) counts them from 3.
  const field = stat.slice(end + 2).split(' ');
  const commandLine = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
  return {
    pid,
    parent: Number(field[4 - 3]),
    role: roleOf(commandLine, stat.slice(stat.indexOf('(') + 1, end)),
    cpuMs: ((Number(field[14 - 3]) + Number(field[15 - 3])) * 1000) / TICKS,
    startedAt: (Number(field[22 - 3]) * 1e9) / TICKS,
  };
}

/**
 * A process and all that it started. A process whose parent ended has no owner here; Chromium's zygotes live as long as
 * it does.
 * @param {number} rootPid
 * @returns {ProcessState[]}
 */
export function processTree(rootPid) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processState(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === rootPid);
  for (let at = 0; at < tree.length; at += 1) {
    tree.push(...all.filter(({ parent }) => parent === tree[at].pid));
  }
  return tree;
}

/** The memory that a process would give back: its own and its share of what it shares (PSS), MiB. @param {number} pid */
export function proportionalMiB(pid) {
  const kib = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(kib ?? 0) / 1024;
}

/** The X server of a display, where it is one of ours to see. @param {string} display `:77` */
export function displayServer(display) {
  const number = display.replace(/\..*$/, '').replace(/^.*:/, ':');
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    const [program = '', ...args] = read(`/proc/${pid}/cmdline`).split('\0');
    return /(^|\/)(Xvfb|Xorg)$/.test(program) && (args.includes(number) || args.includes('-displayfd'));
  });
  return found === undefined ? undefined : Number(found);
}
