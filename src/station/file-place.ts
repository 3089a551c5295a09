import { readlink, stat } from 'node:fs/promises';

/** What is asked of an open file. */
interface Held {
  readonly fd: number;
  stat(options: { bigint: true }): Promise<{ readonly dev: bigint; readonly ino: bigint; readonly nlink: bigint }>;
}

/**
 * Whether a path still leads to a file that is open: it or its folder may have been deleted or renamed, or the disk taken
 * away, and what is written then is lost or lies elsewhere though no write fails.
 */
export async function isInPlace(held: Held, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([
    held.stat({ bigint: true }).catch(() => undefined),
    stat(path, { bigint: true }).catch(() => undefined),
  ]);
  if (!own || !there || own.nlink === 0n) return false;
  return own.dev === there.dev && own.ino === there.ino;
}

/** Where an open file lies now; `undefined` where it was deleted, or the system does not tell (other than Linux). */
export async function placeOf(held: Held, path: string): Promise<string | undefined> {
  if (await isInPlace(held, path)) return path;
  // proc(5): the link of a deleted file ends with words of the kernel's, and leads nowhere.
  const now = await readlink(`/proc/self/fd/${held.fd}`).catch(() => undefined);
  return now !== undefined && (await isInPlace(held, now)) ? now : undefined;
}
