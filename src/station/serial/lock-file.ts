import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where programs that have a line to themselves say so (FHS 3.0, 5.9): ten characters of a process id and a line feed. */
const FOLDER = '/var/lock';

/** @returns the process that says it has this device, where it still lives; our own does not count */
export async function lockHolder(device: string, folder = FOLDER): Promise<number | undefined> {
  const text = await readFile(path.join(folder, `LCK..${path.basename(device)}`), 'latin1').catch(() => '');
  const pid = Number(/^\s*(\d{1,10})\s/.exec(text)?.[1] ?? 0);
  return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
