import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RecordingInfo } from '#core/recording/info';
import { openMediaFile } from '../../media-file/open-media-file';
import type { RecordingLibrary } from '../recorder/library';
import type { LibraryEntry } from '../recorder/library-entry';
import { leadsOut } from '../recorder/library-reader';
import { Tlog } from './tlog';

/** What films are called. */
const EXTENSIONS = new Set(['.mp4', '.m4v', '.mov', '.mkv', '.ts', '.h264', '.264', '.avc', '.h265', '.265', '.hevc']);
/** What a log of telemetry is called; one that lies beside a film is the film's. */
const LOG_EXTENSION = '.tlog';
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
    const names = filesOf(await readdir(folder));
    const found: LibraryEntry[] = [];
    const keys = new Set<string>();
    for (const name of names.slice(0, MAX_FILES)) {
      const file = path.join(folder, name);
      if (own.has(file)) continue;
      const about = await stat(file).catch(() => undefined);
      if (!about?.isFile() || (await leadsOut(folder, file)) || Date.now() - about.mtimeMs < SETTLED_MS) continue;
      const key = `${file}|${about.size}|${about.mtimeMs}`;
      keys.add(key);
      if (!this.#known.has(key))
        this.#known.set(key, await (extensionOf(file) === LOG_EXTENSION ? describeLog(file) : describe(file)));
      const entry = this.#known.get(key);
      if (entry) found.push(entry);
    }
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    this.#library.setOutside(found);
  }
}

const extensionOf = (name: string) => path.extname(name).toLowerCase();

/** Films, and logs that have none. */
function filesOf(names: readonly string[]): readonly string[] {
  const films = names.filter((name) => EXTENSIONS.has(extensionOf(name)));
  const bases = new Set(films.map((name) => path.parse(name).name));
  return [
    ...films,
    ...names.filter((name) => extensionOf(name) === LOG_EXTENSION && !bases.has(path.parse(name).name)),
  ];
}

async function describeLog(file: string): Promise<LibraryEntry | undefined> {
  const read = await Tlog.open(file);
  if (!read.ok) return undefined;
  const { range, bytes, isWhole } = read.value;
  const { beginUs, endUs } = range ?? { beginUs: 0, endUs: 0 };
  await read.value.close();
  const info = entryInfo(file, { startedUs: beginUs, durationUs: isWhole ? endUs - beginUs : 0, bytes });
  return { info, file, isOutside: true };
}

async function describe(file: string): Promise<LibraryEntry | undefined> {
  const read = await openMediaFile(file);
  if (!read.ok) return undefined;
  const media = read.value;
  const { index, codec, width, height } = media;
  const [first, last] = [index.first ?? 0, index.last ?? 0];
  // Of a file that takes long to go through, the length is known once it is played.
  const durationUs = media.isIndexed ? Math.max(0, index.timeUs(last) - index.timeUs(first)) : 0;
  const startedUs = Math.max(0, Math.round(media.createdUs ?? media.modifiedUs - durationUs));
  const about = { startedUs, durationUs, bytes: media.bytes, codec, width, height, pictures: index.count };
  await media.close();
  return { info: entryInfo(file, about), file, isOutside: true };
}

type About = Pick<RecordingInfo, 'startedUs' | 'durationUs' | 'bytes'> & Partial<RecordingInfo>;

function entryInfo(file: string, about: About): RecordingInfo {
  const id = createHash('sha1').update(file).digest('hex');
  return {
    version: 1,
    id,
    session: id,
    // not shown: a name that stands in the library's own file
    stream: { id: '', name: 'Another program' },
    state: 'finished',
    width: 0,
    height: 0,
    pictures: 0,
    lost: 0,
    gaps: [],
    pinned: false,
    title: path.basename(file).slice(0, 200),
    ...about,
  };
}
