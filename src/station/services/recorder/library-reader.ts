import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingInfo } from '#core/recording/info';
import { readInfo, SIDECAR_EXTENSIONS } from './sidecar';

/** Of the ids that recordings have: hexadecimal digits. */
const COPY_ID_LENGTH = 36;

/**
 * The films of a folder, by their paths without extension. One whose film, or anything of its name beside it, is a link that
 * leads out of the folder is none of them. A folder that cannot be read is empty.
 */
export async function listRecordings(folder: string): Promise<readonly string[]> {
  const found: readonly Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const links = new Set(found.filter((one) => one.isSymbolicLink()).map(({ name }) => name));
  const bases: string[] = [];
  for (const { name } of found) {
    if (!name.endsWith('.mp4')) continue;
    const base = name.slice(0, -'.mp4'.length);
    const own = ['.mp4', ...SIDECAR_EXTENSIONS].map((extension) => base + extension).filter((one) => links.has(one));
    const outside = await Promise.all(own.map((link) => leadsOut(folder, path.join(folder, link))));
    if (!outside.includes(true)) bases.push(path.join(folder, base));
  }
  return bases;
}

/** Whether a path in a folder leads out of it by a link. One that leads nowhere does not. */
export async function leadsOut(folder: string, file: string): Promise<boolean> {
  const [root, real] = await Promise.all([folder, file].map((one) => realpath(one).catch(() => undefined)));
  return root !== undefined && real !== undefined && !real.startsWith(root + path.sep);
}

/** What is known of a recording, and an id for one that is a copy of another that is there. */
export async function readRecording(
  base: string,
  isTaken: (id: string) => boolean,
): Promise<RecordingInfo | undefined> {
  const info = await readInfo(base);
  if (!info || !isTaken(info.id)) return info;
  // The same at every start, so that what is said of the copy stays with it.
  const id = createHash('sha256')
    .update(`${info.id} ${path.basename(base)}`)
    .digest('hex')
    .slice(0, COPY_ID_LENGTH);
  return isTaken(id) ? undefined : { ...info, id };
}

/** Changes whenever a file comes into a folder or goes; `undefined` where it is not there. */
export async function folderMark(folder: string): Promise<string | undefined> {
  const found = await stat(folder, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}:${found.mtimeNs}`;
}
