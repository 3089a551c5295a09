import { readFileSync, renameSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { reasonOf } from '#core/reason-of';
import { hideSecrets } from '#core/settings/source-secrets';
import { parseSourceUrl } from '#core/settings/source-url';
import type { Log } from '../log';

const fileSchema = z.object({ version: z.literal(1), sources: z.array(z.string().max(2000)).max(1000) });

/** The sources that a person added, kept over restarts. */
export interface SavedSources {
  /** As they were when the program started. */
  readonly urls: readonly string[];
  /** Writes the list as it is now, whole or not at all; what fails is told in the log. */
  save(urls: readonly string[]): void;
  /** Resolves when all that was saved is on the disk, or has failed. */
  written(): Promise<void>;
}

/**
 * Reads the kept sources from a file, which may be absent. A file that makes no sense is put aside under another name
 * with a warning, never overwritten; a URL that this version does not know is left out, and written back.
 *
 * @param file such as `~/.config/groundglass/sources.json`
 */
export function openSavedSources(file: string, log: Log): SavedSources {
  const all = readSources(file, log);
  const urls = all.filter((url) => parseSourceUrl(url).ok);
  const foreign = all.filter((url) => !urls.includes(url));
  for (const url of foreign)
    log.warn(`${file}: this version does not know the source “${hideSecrets(url)}”; it is left out, and kept`);
  /** What this station last read or saved; all else in the file is another's. */
  let known = all;
  let latest: readonly string[] | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    // Saved again while the disk was busy: only the newest matters.
    const ours = latest;
    latest = undefined;
    if (!ours) return;
    try {
      const sources = merge(ours, known, (await savedUrlsIn(file)) ?? known);
      known = ours;
      await replaceFile(file, `${JSON.stringify({ version: 1, sources }, null, 2)}\n`);
    } catch (error) {
      log.warn(`the sources cannot be kept in ${file}: ${reasonOf(error)}`);
    }
  };
  return {
    urls,
    save(now) {
      latest = [...now, ...foreign];
      writing = writing.then(write);
    },
    written: () => writing,
  };
}

/** Another station may have changed the file meanwhile: what it added stays, what it removed stays away. */
function merge(ours: readonly string[], known: readonly string[], theirs: readonly string[]): readonly string[] {
  const removed = known.filter((url) => !theirs.includes(url));
  const added = theirs.filter((url) => !known.includes(url) && !ours.includes(url));
  return [...ours.filter((url) => !removed.includes(url)), ...added];
}

/** The list that stands in the file now; `undefined` where there is none. Changes nothing. */
export async function savedUrlsIn(file: string): Promise<readonly string[] | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return fileSchema.safeParse(parseJson(text)).data?.sources;
}

function readSources(file: string, log: Log): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!isAbsent(error)) log.warn(`the kept sources in ${file} cannot be read: ${reasonOf(error)}`);
    return [];
  }
  const read = fileSchema.safeParse(parseJson(text));
  if (read.success) return read.data.sources;
  const aside = `${file}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    renameSync(file, aside);
    log.warn(`${file} is not a list of sources; it is ignored, and now called ${aside}`);
  } catch (error) {
    log.warn(`${file} is not a list of sources, and cannot be put aside: ${reasonOf(error)}`);
  }
  return [];
}

/** A reader sees the old file or the new one, also after a loss of power in the middle. */
async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
