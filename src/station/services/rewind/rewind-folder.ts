import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isRunning, processKey, readProcessKey } from '../../process-owner';

const DISK_FOLDER = '/var/tmp';
/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x01021994;
const PREFIX = 'groundglass-rewind-';
/** A folder that is used changes every few seconds; one of another container's process cannot be told by its number. */
const LEFT_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes a folder for this process's buffers that no other user may enter, and deletes what killed processes left.
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
  return mkdtempSync(path.join(parent, `${PREFIX}${processKey()}-`));
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

/** Whether a folder is there. One of that name that another made is none: its files would be read by others. */
export async function isRewindFolder(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  return process.getuid === undefined || found.uid === process.getuid();
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
  const key = /^groundglass-rewind-([\w.]+)-/.exec(name)?.[1];
  const owner = key === undefined ? undefined : readProcessKey(key);
  if (!owner || isRunning(owner)) return false;
  const { uid, mtimeMs } = statSync(path.join(parent, name));
  const isOurs = process.getuid === undefined || uid === process.getuid();
  return isOurs && Date.now() - mtimeMs > LEFT_AFTER_MS;
}
