import { readFileSync } from 'node:fs';
import os from 'node:os';

/** A process that files belong to, in such a way that another process with the same number is not taken for it. */
export interface ProcessOwner {
  readonly host: string;
  readonly pid: number;
  /**
   * What tells a process from every other one that has had or will have its number: the boot and when it was started in it.
   * Absent where the system does not say (other than Linux), and in files of older versions.
   */
  readonly run?: string | undefined;
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
/** `starttime` of proc(5), counted from the field behind the name: the name may hold spaces and parentheses. */
const START_TIME = 19;

/** This process. */
export function thisProcess(): ProcessOwner {
  return { host: os.hostname(), pid: process.pid, run: runOf(process.pid) };
}

/** This process, as a part of a file's name: letters, digits and full stops. */
export function processKey(): string {
  const { pid, run } = thisProcess();
  return run === undefined ? String(pid) : `${pid}.${run}`;
}

/** Reads such a part; those of older versions are a number alone. @returns `undefined` for anything else */
export function readProcessKey(key: string): ProcessOwner | undefined {
  const [, pid, run] = /^([1-9]\d{0,9})(?:\.([\w.]+))?$/.exec(key) ?? [];
  return pid === undefined ? undefined : { host: os.hostname(), pid: Number(pid), run };
}

/**
 * Whether another process than this one still uses files of that owner. Processes of other machines cannot be seen from here:
 * their files count as left.
 */
export function isRunningElsewhere(owner: ProcessOwner): boolean {
  return owner.pid !== process.pid && owner.host === os.hostname() && isRunning(owner);
}

/** Whether files of that owner are this process's own. */
export function isThisProcess({ host, pid, run }: ProcessOwner): boolean {
  const own = thisProcess();
  return pid === own.pid && host === own.host && (run === undefined || own.run === undefined || run === own.run);
}

/** Whether that process of this machine, this one too, is still there. */
export function isRunning(owner: ProcessOwner): boolean {
  if (!exists(owner.pid)) return false;
  const run = owner.run === undefined ? undefined : runOf(owner.pid);
  // Without that mark on either side the number alone decides: better a file repaired late than one repaired while written.
  return run === undefined || run === owner.run;
}

/** @returns `undefined` where the system does not tell */
function runOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const boot = readFileSync(BOOT_ID, 'latin1').trim().slice(0, 8);
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME];
    return start === undefined ? undefined : `${boot}.${start}`;
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process: its number is taken, which says nothing yet of whose it is.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
