import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingInfo } from '#core/recording/info';
import { openMediaFile } from '../../media-file/open-media-file';
import type { RecordingLibrary } from '../recorder/library';
import type { LibraryEntry } from '../recorder/library-entry';
import { leadsOut } from '../recorder/library-reader';

/** What films are called. */
const EXTENSIONS = new Set(['.mp4', '.m4v', '.mov', '.mkv', '.ts', '.h264', '.264', '.avc', '.h265', '.265', '.hevc']);
/** Not looked at again within. */
const PERIOD_MS = 5000;
/** What changed so lately may be a recording of ours whose sidecar is still to come. */
const SETTLED_MS = 3000;
const MAX_FILES = 2000;

/**
 * Films of other programs that lie among the recordings: found when somebody looks at the library, each opened once to see
 * what it is.
 */
export class OutsideFiles {
  readonly #library: RecordingLibrary;
  /** By path, size and time; `undefined` for what is no film that can be played. */
  readonly #known = new Map<string, LibraryEntry | undefined>();
  #lookedMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor(library: RecordingLibrary) {
    this.#library = library;
  }

  /** Looks through the folder, unless that was done just now. */
  look(): Promise<void> {
    if (performance.now() - this.#lookedMs < PERIOD_MS) return this.#looking ?? Promise.resolve();
    this.#looking ??= this.#look()
      .catch(() => undefined)
      .finally(() => {
        this.#looking = undefined;
        this.#lookedMs = performance.now();
      });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { folder } = this.#library;
    const own = new Set(this.#library.files());
    const names = (await readdir(folder)).filter((name) => EXTENSIONS.has(path.extname(name).toLowerCase()));
    const found: LibraryEntry[] = [];
    const keys = new Set<string>();
    for (const name of names.slice(0, MAX_FILES)) {
      const file = path.join(folder, name);
      if (own.has(file)) continue;
      const about = await stat(file).catch(() => undefined);
      if (!about?.isFile() || (await leadsOut(folder, file)) || Date.now() - about.mtimeMs < SETTLED_MS) continue;
      const key = `${file}|${about.size}|${about.mtimeMs}`;
      keys.add(key);
      if (!this.#known.has(key)) this.#known.set(key, await describe(file));
      const entry = this.#known.get(key);
      if (entry) found.push(entry);
    }
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    this.#library.setOutside(found);
  }
}

async function describe(file: string): Promise<LibraryEntry | undefined> {
  const read = await openMediaFile(file);
  if (!read.ok) return undefined;
  const media = read.value;
  const { index, codec, width, height } = media;
  const [first, last] = [index.first ?? 0, index.last ?? 0];
  // Of a file that takes long to go through, the length is known once it is played.
  const durationUs = media.isIndexed ? Math.max(0, index.timeUs(last) - index.timeUs(first)) : 0;
  const id = createHash('sha1').update(file).digest('hex');
  const startedUs = Math.max(0, Math.round(media.createdUs ?? media.modifiedUs - durationUs));
  const info: RecordingInfo = {
    version: 1,
    id,
    session: id,
    // not shown: a name that stands in the library's own file
    stream: { id: '', name: 'Another program' },
    startedUs,
    state: 'finished',
    codec,
    width,
    height,
    durationUs,
    bytes: media.bytes,
    pictures: index.count,
    lost: 0,
    gaps: [],
    pinned: false,
    title: path.basename(file).slice(0, 200),
  };
  await media.close();
  return { info, file, isOutside: true };
}
