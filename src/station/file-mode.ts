import { type FileHandle, stat } from 'node:fs/promises';

/** For this user alone. */
export const PRIVATE_FILE = 0o600;

/** Exactly these rights, whatever the process's umask. A file system that knows none (FAT, some shares) is left as it is. */
export async function setMode(file: Pick<FileHandle, 'chmod'>, mode: number): Promise<void> {
  if (mode !== PRIVATE_FILE) await file.chmod(mode).catch(() => undefined);
}

/** The rights of a file that is there; `PRIVATE_FILE` where there is none. */
export async function modeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? PRIVATE_FILE : found.mode & 0o666;
}
