import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const DISK_FOLDER = '/var/tmp';
/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x01021994;
const PREFIX = 'groundglass-rewind-';
/** A folder that is used changes every few seconds; one of another container's process cannot be told by its number. */
const LEFT_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes a folder for this process's buffers that nobody else may enter, and takes away what processes that were killed left.
 *
 * @param parent the system's folder for such files
 * @throws where no folder can be made there
 */
export function openRewindFolder(parent = usualParent()): string {
  try {
    for (const name of readdirSync(parent)) if (isLeft(parent, name)) remove(path.join(parent, name));
  } catch {
    // What is left of others is no reason to keep nothing; whether there is room for ours is seen next.
  }
  return mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
}

/** `TMPDIR`; else `/tmp`, but `/var/tmp` where that is no disk but memory, as on Fedora, Arch and newer Debians. */
function usualParent(): string {
  const parent = os.tmpdir();
  if (process.env.TMPDIR !== undefined || !isMemory(parent)) return parent;
  return existsSync(DISK_FOLDER) && !isMemory(DISK_FOLDER) ? DISK_FOLDER : parent;
}

function isMemory(folder: string): boolean {
  try {
    return process.platform === 'linux' && statfsSync(folder).type === TMPFS;
  } catch {
    return false;
  }
}

/** Takes a folder away with all that is in it. */
export function removeRewindFolder(folder: string): void {
  remove(folder);
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's, or a disk that is gone.
  }
}

function isLeft(parent: string, name: string): boolean {
  const pid = /^groundglass-rewind-(\d+)-/.exec(name)?.[1];
  if (pid === undefined || isRunning(Number(pid))) return false;
  const { uid, mtimeMs } = statSync(path.join(parent, name));
  const isOurs = process.getuid === undefined || uid === process.getuid();
  return isOurs && Date.now() - mtimeMs > LEFT_AFTER_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
