import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { AppendFile } from './append-file';

/** Names that are tried by number beside one that is taken; then one that is certainly free. */
const MAX_NUMBERS = 1000;

/** The files of one recording that are written as it comes. */
export interface BegunFiles {
  /** Path without extension. */
  readonly base: string;
  readonly media: AppendFile;
  readonly lines: AppendFile;
}

/** Begins `NAME.mp4` and `NAME.jsonl`, else `NAME (2)` … where anything of that name is there. @throws the system's error */
export async function beginFiles(wanted: string, mode?: number): Promise<BegunFiles> {
  for (let number = 1; ; number++) {
    const suffix = number > MAX_NUMBERS ? randomUUID().slice(0, 8) : number;
    const begun = await beginAs(number === 1 ? wanted : `${wanted} (${suffix})`, mode);
    if (begun) return begun;
  }
}

async function beginAs(base: string, mode: number | undefined): Promise<BegunFiles | undefined> {
  // What is known of a recording is written over as it goes on, and packets may come later: neither must be another's.
  if ((await isThere(`${base}.json`)) || (await isThere(`${base}.tlog`))) return undefined;
  const media = await createNew(`${base}.mp4`, mode);
  if (!media) return undefined;
  try {
    const lines = await createNew(`${base}.jsonl`, mode);
    if (lines) return { base, media, lines };
  } catch (error) {
    await media.discard();
    throw error;
  }
  await media.discard();
  return undefined;
}

/** @returns `undefined` where there is one of that name */
async function createNew(file: string, mode: number | undefined): Promise<AppendFile | undefined> {
  try {
    return await AppendFile.create(file, mode);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
