import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Listeners } from '#core/listeners';
import { oneLine } from '#core/names';
import { reasonOf } from '#core/reason-of';
import type { RecordingInfo } from '#core/recording/info';
import { Capability } from '../../capability';
import type { Log } from '../../log';
import { isRunningElsewhere, isThisProcess } from '../../process-owner';
import { baseOf, bytesOf, type LibraryEntry } from './library-entry';
import { folderMark, listRecordings, readRecording } from './library-reader';
import { recover } from './recover';
import { readInfo, SIDECAR_EXTENSIONS, writeInfo } from './sidecar';

/** How long a deletion can be taken back. */
const UNDO_MS = 30_000;
/** Recordings that are kept in mind; a folder with more shows its newest. */
const MAX_ENTRIES = 20_000;
/** How long a file of a process that has ended may wait for us. */
const LOOK_AGAIN_MS = 10_000;

interface Kept extends LibraryEntry {
  readonly timer?: ReturnType<typeof setTimeout>;
}

export const LIBRARY = new Capability<RecordingLibrary>('library');

/**
 * The recordings of a folder: what is known of each lies beside it, so that nothing but the folder itself has to be kept, and
 * people may carry files away. A deletion can be taken back for half a minute.
 */
export class RecordingLibrary {
  /** Where recordings are written, unless it takes nothing. */
  readonly folder: string;
  readonly #folders: readonly string[];
  readonly #log: Log;
  readonly #entries = new Map<string, Kept>();
  readonly #listeners = new Listeners();
  readonly #lookAgainMs: number;
  /** Paths without extension of what other processes are recording. */
  readonly #waiting = new Set<string>();
  /** By folder, what it was like when it was read; see `folderMark`. */
  readonly #marks = new Map<string, string | undefined>();
  /** Ids of those whose sidecar could not be written yet. */
  readonly #unsaved = new Set<string>();
  /** Paths without extension of those that are being taken off the disk. */
  readonly #removing = new Set<string>();
  #isRefreshing = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #outside: ReadonlyMap<string, LibraryEntry> = new Map();

  /**
   * @param folders the one that is written to first, and others that may hold recordings
   * @param lookAgainMs how often files are looked at that another process is recording, in ms
   */
  constructor(folders: string | readonly [string, ...string[]], log: Log, lookAgainMs = LOOK_AGAIN_MS) {
    this.#folders = typeof folders === 'string' ? [folders] : folders;
    this.folder = typeof folders === 'string' ? folders : folders[0];
    this.#log = log;
    this.#lookAgainMs = lookAgainMs;
  }

  /** Reads the folders, and puts right what a crash left. A folder that is not there is empty. */
  async open(): Promise<readonly LibraryEntry[]> {
    const recovered: LibraryEntry[] = [];
    for (const folder of this.#folders) recovered.push(...(await this.#read(folder)));
    const tooMany = [...this.#entries.values()].sort((a, b) => b.info.startedUs - a.info.startedUs).slice(MAX_ENTRIES);
    for (const { info } of tooMany) this.#entries.delete(info.id);
    this.#tell();
    return recovered;
  }

  /**
   * Looks what people did with the files meanwhile: what they took away is no entry any more, what they put there becomes
   * one. Writes what could not be written before. Reads nothing where nothing changed.
   */
  async refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      for (const id of this.#unsaved) await this.#write(id);
      const before = this.#entries.size;
      let isChanged = false;
      for (const folder of this.#folders) {
        if ((await folderMark(folder)) === this.#marks.get(folder)) continue;
        isChanged = true;
        await this.#read(folder);
      }
      if (isChanged || this.#entries.size !== before) this.#tell();
    } finally {
      this.#isRefreshing = false;
    }
  }

  /** @returns what a crash had left, and is whole now */
  async #read(folder: string): Promise<readonly LibraryEntry[]> {
    this.#marks.set(folder, await folderMark(folder));
    const bases = await listRecordings(folder);
    const there = new Set(bases);
    const known = new Set<string>();
    for (const [id, { file, info }] of this.#entries) {
      if (path.dirname(file) !== folder) continue;
      // One that is being written is its recorder's.
      if (there.has(baseOf(file)) || info.state === 'recording') known.add(baseOf(file));
      else this.#entries.delete(id);
    }
    const recovered: LibraryEntry[] = [];
    for (const base of bases) {
      if (known.has(base) || this.#removing.has(base) || this.#waiting.has(base)) continue;
      const info = await readRecording(base, (id) => this.#entries.has(id));
      if (!info || this.#entries.size >= 2 * MAX_ENTRIES) continue;
      if (info.state !== 'recording') this.#take(base, info);
      else if (info.owner && isRunningElsewhere(info.owner)) this.#waitFor(base, info.owner.pid);
      else if (!info.owner || !isThisProcess(info.owner)) {
        const whole = await recover(base, info, this.#log);
        if (whole) recovered.push(this.#take(base, whole));
      }
    }
    return recovered;
  }

  #take(base: string, info: RecordingInfo): LibraryEntry {
    const entry = { info, file: `${base}.mp4` };
    this.#entries.set(info.id, entry);
    return entry;
  }

  /** A recording that is not where it was written any more. */
  forget(id: string): void {
    if (this.#entries.delete(id)) this.#tell();
  }

  /** Paths of all that are ours, those among them that are being deleted. */
  files(): readonly string[] {
    return [...this.#entries.values()].map(({ file }) => file);
  }

  /** These films of other programs lie in the folder. The quota leaves them alone, and they cannot be deleted from here. */
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

  /** A file began, grew or ended. @param base its path without extension @param isSaved its sidecar says so, too */
  put(base: string, info: RecordingInfo, isSaved = true): void {
    if (!isSaved) this.#unsaved.add(info.id);
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
    return this.#change(id, (info) => ({ ...info, title: oneLine(title).slice(0, 200) }));
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
    return this.#listeners.subscribe(listener);
  }

  /** What is being deleted is deleted now. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    const going = [...this.#entries.values()].filter(({ deletedAtMs }) => deletedAtMs !== undefined);
    await Promise.all(going.map(({ info }) => this.#remove(info.id)));
  }

  /** Another station on this machine records into the same folder: its file is taken up once it has ended, or was cut off. */
  #waitFor(base: string, pid: number): void {
    if (this.#waiting.has(base)) return;
    this.#waiting.add(base);
    this.#log.info(`${base}.mp4 is being recorded by process ${pid}; it is looked at again until that has ended`);
    this.#timer ??= setInterval(() => void this.lookAgain(), this.#lookAgainMs).unref();
  }

  /** Looks at the files of other stations again. */
  async lookAgain(): Promise<void> {
    for (const base of this.#waiting) {
      const info = await readInfo(base);
      if (info?.state === 'recording' && info.owner && isRunningElsewhere(info.owner)) continue;
      this.#waiting.delete(base);
      const whole = info?.state === 'recording' ? await recover(base, info, this.#log) : info;
      if (whole) this.#take(base, whole);
      this.#tell();
    }
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
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
    if (!entry) return void this.#unsaved.delete(id);
    try {
      await writeInfo(baseOf(entry.file), entry.info);
      this.#unsaved.delete(id);
    } catch (error) {
      if (!this.#unsaved.has(id)) this.#log.warn(`what is known of ${entry.file} is written later: ${reasonOf(error)}`);
      this.#unsaved.add(id);
    }
  }

  async #remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#entries.delete(id);
    const base = baseOf(entry.file);
    this.#removing.add(base);
    // The film goes last: as long as it is there, no other recording takes its name.
    for (const file of [...SIDECAR_EXTENSIONS.map((extension) => base + extension), entry.file]) {
      await rm(file, { force: true }).catch((error: unknown) => {
        this.#log.warn(`${file} cannot be deleted: ${reasonOf(error)}`);
      });
    }
    this.#removing.delete(base);
    this.#tell();
  }

  #tell(): void {
    this.#listeners.notify();
  }
}
