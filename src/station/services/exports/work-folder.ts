import { access, chmod, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from '#core/texts/text';
import { PRIVATE_FILE } from '../../file-mode';
import { isRunning, processKey, readProcessKey } from '../../process-owner';
import { ClipFault } from './clip-source';
import { CLIP_NAME } from './make-clip';

/** As many names as are tried beside one that is taken. */
const MAX_NAMES = 1000;
const PREFIX = '.work-';
/** Names the machine and the process, so that what a crash left is known for what it is. */
const own = () => `${PREFIX}${os.hostname()}-${processKey()}-`;

/** A folder for one clip that is being made, on the disk that it is to be on. @throws the system's error */
export async function openWorkFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return await mkdtemp(path.join(folder, own()));
}

/** Looks that a folder is there: what is written into one that was deleted is lost. @throws ClipFault */
export async function checkWorkFolder(work: string): Promise<void> {
  await access(work).catch(() => {
    throw new ClipFault(text('export.folderGone'), text('export.folderGone.tip'), true);
  });
}

/** Deletes the work folders of processes of this machine that are gone. */
export async function removeLeftovers(folder: string): Promise<void> {
  const machine = `${PREFIX}${os.hostname()}-`;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(machine)) continue;
    const owner = readProcessKey(name.slice(machine.length).split('-')[0] ?? '');
    if (owner && !isRunning(owner)) await rm(path.join(folder, name), { recursive: true });
  }
}

/**
 * Moves a clip's files out of its work folder under a name that is free: `NAME`, else `NAME (2)` … Nothing is overwritten.
 *
 * @param mode their rights
 * @returns their paths, in the order of `extensions`
 * @throws the system's error
 */
export async function publish(
  work: string,
  extensions: readonly string[],
  folder: string,
  name: string,
  mode = PRIVATE_FILE,
): Promise<readonly string[]> {
  for (let number = 1; ; number++) {
    const base = path.join(folder, number === 1 ? name : `${name} (${number})`);
    const files = extensions.map((extension) => `${base}.${extension}`);
    if (!(await reserve(files, number < MAX_NAMES))) continue;
    for (const [index, file] of files.entries()) {
      const made = path.join(work, `${CLIP_NAME}.${extensions[index]}`);
      await chmod(made, mode).catch(() => undefined);
      await rename(made, file);
    }
    return files;
  }
}

/**
 * The same under a name that a person gave; what lies beside the film is left out where there is something of its name.
 *
 * @param film with its extension
 * @throws with code `EEXIST` where there is one
 */
export async function publishAs(work: string, extensions: readonly string[], film: string): Promise<readonly string[]> {
  const base = film.slice(0, film.length - path.extname(film).length);
  const files: string[] = [];
  for (const [index, extension] of extensions.entries()) {
    const file = index === 0 ? film : `${base}.${extension}`;
    if (!(await reserve([file], index > 0))) continue;
    await rename(path.join(work, `${CLIP_NAME}.${extension}`), file);
    files.push(file);
  }
  return files;
}

/** Takes names by empty files. @returns whether all were free */
async function reserve(files: readonly string[], mayFail: boolean): Promise<boolean> {
  const taken: string[] = [];
  for (const file of files) {
    try {
      await (await open(file, 'wx', PRIVATE_FILE)).close();
      taken.push(file);
    } catch (error) {
      for (const mine of taken) await rm(mine, { force: true });
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (exists && mayFail) return false;
      throw error;
    }
  }
  return true;
}
