import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** Bytes that this user may still write where a folder is, or will be; `undefined` where that is not known. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await statfs(at).catch(() => undefined);
    if (found) return found.bavail * found.bsize;
    if (path.dirname(at) === at) return undefined;
  }
}
