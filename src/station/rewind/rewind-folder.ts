import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PREFIX = 'groundglass-rewind-';
/** A folder that is used changes every few seconds; one of another container's process cannot be told by its number. */
const LEFT_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes a folder for this process's buffers that nobody else may enter, and takes away what processes that were killed left.
 *
 * @param parent the system's folder for such files (`TMPDIR`)
 * @throws where no folder can be made there
 */
export function openRewindFolder(parent = os.tmpdir()): string {
  try {
    for (const name of readdirSync(parent)) if (isLeft(parent, name)) remove(path.join(parent, name));
  } catch {
    // What is left of others is no reason to keep nothing; whether there is room for ours is seen next.
  }
  return mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
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
