import { readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RecordingInfo } from '#core/recording/info';
import type { Log } from '../../log';
import { repair } from './repair';
import { readInfo, SIDECAR_EXTENSIONS, writeInfo } from './sidecar';

/** How long a deletion can be taken back. */
const UNDO_MS = 30_000;
/** Recordings that are kept in mind; a folder with more shows its newest. */
const MOST_ENTRIES = 20_000;

/** One recorded file. */
export interface LibraryEntry {
  readonly info: RecordingInfo;
  /** The `.mp4`. */
  readonly file: string;
  /** Another program made it: it is played, and left as it is. */
  readonly isOutside?: true;
  /** Present while it is being deleted, and can be taken back: the wall's clock, in ms. */
  readonly deletedAtMs?: number;
}

interface Kept extends LibraryEntry {
  readonly timer?: ReturnType<typeof setTimeout>;
}

/**
 * The recordings of a folder: what is known of each lies beside it, so that nothing but the folder itself has to be kept, and
 * people may carry files away. A deletion can be taken back for half a minute.
 */
export class RecordingLibrary {
  readonly folder: string;
  readonly #log: Log;
  readonly #entries = new Map<string, Kept>();
  readonly #listeners = new Set<() => void>();
  #outside: ReadonlyMap<string, LibraryEntry> = new Map();

  constructor(folder: string, log: Log) {
    this.folder = folder;
    this.#log = log;
  }

  /** Reads the folder, and puts right what a crash left. A folder that is not there is empty. */
  async open(): Promise<readonly LibraryEntry[]> {
    const names = await readdir(this.folder).catch(() => []);
    const bases = names.filter((name) => name.endsWith('.mp4')).map((name) => name.slice(0, -'.mp4'.length));
    const recovered: LibraryEntry[] = [];
    for (const base of bases) {
      const place = path.join(this.folder, base);
      const info = await readInfo(place);
      if (!info) continue;
      const entry = { info, file: `${place}.mp4` };
      if (info.state !== 'recording') this.#entries.set(info.id, entry);
      else if (!isOwnedByAnother(info)) {
        const whole = await this.#recover(place, info);
        if (whole) recovered.push(whole);
      }
    }
    const tooMany = [...this.#entries.values()].sort((a, b) => b.info.startedUs - a.info.startedUs).slice(MOST_ENTRIES);
    for (const { info } of tooMany) this.#entries.delete(info.id);
    this.#tell();
    return recovered;
  }

  /** Paths of all that are ours, those among them that are being deleted. */
  files(): readonly string[] {
    return [...this.#entries.values()].map(({ file }) => file);
  }

  /** These films of other programs lie in the folder. The quota leaves them alone, and nobody deletes them from here. */
  setOutside(entries: readonly LibraryEntry[]): void {
    const outside = new Map(entries.map((entry) => [entry.info.id, entry]));
    const isSame =
      outside.size === this.#outside.size && entries.every((entry) => this.#outside.get(entry.info.id) === entry);
    this.#outside = outside;
    if (!isSame) this.#tell();
  }

  /** Newest first; what is being deleted is not among them. */
  list(): readonly LibraryEntry[] {
    const own: Kept[] = [...this.#entries.values()].filter(({ deletedAtMs }) => deletedAtMs === undefined);
    const entries: Kept[] = [...own, ...this.#outside.values()];
    return entries.sort((a, b) => b.info.startedUs - a.info.startedUs).map(({ timer: _, ...entry }) => entry);
  }

  /** Those that are being deleted, in the order of their deletion. */
  deleted(): readonly LibraryEntry[] {
    const going = [...this.#entries.values()].filter(({ deletedAtMs }) => deletedAtMs !== undefined);
    return going.sort((a, b) => (a.deletedAtMs ?? 0) - (b.deletedAtMs ?? 0));
  }

  get(id: string): LibraryEntry | undefined {
    const entry = this.#entries.get(id) ?? this.#outside.get(id);
    return entry?.deletedAtMs === undefined ? entry : undefined;
  }

  /** A file began, grew or ended. @param base its path without extension */
  put(base: string, info: RecordingInfo): void {
    const before = this.#entries.get(info.id);
    // What people said of it meanwhile stands.
    const said = before && {
      pinned: before.info.pinned,
      ...(before.info.title !== undefined && { title: before.info.title }),
    };
    this.#entries.set(info.id, { file: `${base}.mp4`, ...before, info: { ...info, ...said } });
    if (before?.info.state !== info.state) {
      if (info.state !== 'recording' && said && (said.pinned || said.title !== undefined)) void this.#write(info.id);
      this.#tell();
    }
  }

  /** A pinned recording is never deleted by the quota. @returns whether there is such a recording */
  pin(id: string, pinned: boolean): Promise<boolean> {
    return this.#change(id, (info) => ({ ...info, pinned }));
  }

  /** Calls a recording something else; its file keeps its name. @returns whether there is one */
  rename(id: string, title: string): Promise<boolean> {
    return this.#change(id, (info) => ({ ...info, title: title.slice(0, 200) }));
  }

  /** Deletes a recording in half a minute. @returns whether there is one that is not being written */
  delete(id: string): boolean {
    const entry = this.#entries.get(id);
    if (!entry || entry.deletedAtMs !== undefined || entry.info.state === 'recording') return false;
    const timer = setTimeout(() => void this.#remove(id), UNDO_MS);
    this.#entries.set(id, { ...entry, deletedAtMs: Date.now(), timer });
    this.#tell();
    return true;
  }

  /** Takes a deletion back. @returns whether there was one */
  restore(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry?.deletedAtMs === undefined) return false;
    clearTimeout(entry.timer);
    this.#entries.set(id, { info: entry.info, file: entry.file });
    this.#tell();
    return true;
  }

  /**
   * Deletes the oldest that are neither pinned nor being written until all together have no more than `bytes`.
   *
   * @returns whether that was enough
   */
  async keepWithin(bytes: number): Promise<boolean> {
    const entries = [...this.#entries.values()].sort((a, b) => a.info.startedUs - b.info.startedUs);
    let sum = entries.reduce((total, { info }) => total + bytesOf(info), 0);
    for (const { info } of entries) {
      if (sum <= bytes) break;
      if (info.pinned || info.state === 'recording') continue;
      sum -= bytesOf(info);
      this.#log.info(
        `the quota deletes the recording ${info.stream.name} of ${new Date(info.startedUs / 1000).toISOString()}`,
      );
      await this.#remove(info.id);
    }
    return sum <= bytes;
  }

  /** Calls back when a recording comes, goes, or is called something else. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is being deleted is deleted now. */
  async close(): Promise<void> {
    const going = [...this.#entries.values()].filter(({ deletedAtMs }) => deletedAtMs !== undefined);
    await Promise.all(going.map(({ info }) => this.#remove(info.id)));
  }

  async #recover(base: string, info: RecordingInfo): Promise<LibraryEntry | undefined> {
    const file = `${base}.mp4`;
    try {
      const found = await repair(file);
      const { size } = await stat(file);
      const { owner: _, ...rest } = info;
      const { pictures = 0, durationUs = 0 } = found ?? {};
      const whole: RecordingInfo = { ...rest, state: 'recovered', pictures, durationUs, bytes: found?.bytes ?? size };
      await writeInfo(base, whole);
      this.#entries.set(whole.id, { info: whole, file });
      this.#log.warn(`${file} was cut off in the middle; ${(durationUs / 1e6).toFixed(1)} s of it are whole`);
      return { info: whole, file };
    } catch (error) {
      this.#log.warn(`${file} cannot be put right: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  async #change(id: string, change: (info: RecordingInfo) => RecordingInfo): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (!entry || entry.deletedAtMs !== undefined) return false;
    this.#entries.set(id, { ...entry, info: change(entry.info) });
    // Of a file that is being written, what was said is written when it ends.
    if (entry.info.state !== 'recording') await this.#write(id);
    this.#tell();
    return true;
  }

  async #write(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    await writeInfo(withoutExtension(entry.file), entry.info).catch((error: unknown) => {
      this.#log.warn(
        `what was said of ${entry.file} cannot be kept: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  async #remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#entries.delete(id);
    const base = withoutExtension(entry.file);
    // The film goes last: as long as it is there, no other recording takes its name.
    for (const file of [...SIDECAR_EXTENSIONS.map((extension) => base + extension), entry.file]) {
      await rm(file, { force: true }).catch((error: unknown) => {
        this.#log.warn(`${file} cannot be deleted: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function withoutExtension(file: string): string {
  return file.slice(0, -path.extname(file).length);
}

/** On the disk, with its telemetry. */
function bytesOf({ bytes, telemetryBytes = 0 }: RecordingInfo): number {
  return bytes + telemetryBytes;
}

/** Another station on this machine may record into the same folder. */
function isOwnedByAnother({ owner }: RecordingInfo): boolean {
  if (!owner || owner.host !== os.hostname() || owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
