import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VehicleFile } from '#contracts/vehicle-files';
import { reasonOf } from '#core/reason-of';
import { PRIVATE_FILE, setMode } from '../../file-mode';
import { freeBytes } from '../../free-bytes';
import type { Log } from '../../log';
import type { FileKeeper, NewFile } from '../../sources/accept/jt/kept-files';
import { nameOf, readName } from './file-names';

export interface VehicleFilesOptions {
  /** Made with the first file. */
  readonly folder: string;
  /** Rights of a file; for this user alone where nothing is said. */
  readonly mode?: number | undefined;
  /** Of all files together: the oldest go. */
  readonly quotaBytes: number;
  /** Left free on the disk. */
  readonly reserveBytes: number;
  readonly log: Log;
}

/** Files of all vehicles that are kept, however small. */
const MAX_FILES = 20_000;
/** What may wait for a slow disk. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const SIM = /^[0-9a-f]{12,20}$/;

interface Entry {
  readonly sim: string;
  readonly file: VehicleFile;
}

/** What dash cams sent as files: a folder a vehicle, and in each file's name what is known of it. */
export class VehicleFiles implements FileKeeper {
  readonly #options: VehicleFilesOptions;
  /** By vehicle, then by id. */
  readonly #files = new Map<string, Map<string, VehicleFile>>();
  #bytes = 0;
  #count = 0;
  #waitingBytes = 0;
  /** One after another: the newest goes behind the oldest. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: VehicleFilesOptions) {
    this.#options = options;
  }

  /**
   * Finds what is there from before, and takes away what an earlier process began and did not end. A folder that is not there is
   * empty; what is not of this kind is left alone.
   */
  async read(): Promise<void> {
    for (const sim of await names(this.#options.folder)) {
      if (!SIM.test(sim)) continue;
      const folder = path.join(this.#options.folder, sim);
      for (const name of await names(folder)) {
        if (this.#count >= MAX_FILES) return;
        if (isUnfinished(name)) {
          await rm(path.join(folder, name), { force: true });
          continue;
        }
        const found = await stat(path.join(folder, name)).catch(() => undefined);
        const file = found?.isFile() ? readName(name, found.size) : undefined;
        if (file) this.#add({ sim, file });
      }
    }
  }

  list(sim: string): readonly VehicleFile[] {
    return [...(this.#files.get(sim)?.values() ?? [])].sort((a, b) => b.takenMs - a.takenMs);
  }

  latestPicture(sim: string): VehicleFile | undefined {
    let latest: VehicleFile | undefined;
    for (const file of this.#files.get(sim)?.values() ?? []) {
      if (file.kind === 'picture' && (!latest || file.takenMs >= latest.takenMs)) latest = file;
    }
    return latest;
  }

  pathOf(sim: string, id: string): string | undefined {
    return this.#files.get(sim)?.has(id) ? path.join(this.#options.folder, sim, id) : undefined;
  }

  async remove(sim: string, id: string): Promise<boolean> {
    const file = this.#files.get(sim)?.get(id);
    if (!file) return false;
    this.#forget({ sim, file });
    await rm(path.join(this.#options.folder, sim, id), { force: true });
    return true;
  }

  keep(file: NewFile): Promise<VehicleFile | undefined> {
    const bytes = file.data.length;
    if (!SIM.test(file.sim) || bytes > this.#options.quotaBytes || this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
      this.#options.log.warn(`a file of dash cam ${file.sim} is not kept: there is no room for ${bytes} bytes`);
      return Promise.resolve(undefined);
    }
    this.#waitingBytes += bytes;
    const kept = this.#last
      .then(() => this.#write(file))
      .catch((error: unknown) => {
        this.#options.log.warn(`a file of dash cam ${file.sim} cannot be kept: ${reasonOf(error)}`);
        return undefined;
      })
      .finally(() => {
        this.#waitingBytes -= bytes;
      });
    this.#last = kept;
    return kept;
  }

  /** Resolves when what was given has been written. */
  async written(): Promise<void> {
    await this.#last;
  }

  async #write(file: NewFile): Promise<VehicleFile> {
    const { folder: root, mode = PRIVATE_FILE, quotaBytes, reserveBytes } = this.#options;
    const { sim, data } = file;
    const free = await freeBytes(root);
    if (free !== undefined && free - data.length < reserveBytes) throw new Error('the disk is full');
    const folder = path.join(root, sim);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = nameOf(file);
    const unfinished = path.join(folder, unfinishedName(name));
    try {
      const handle = await open(unfinished, 'wx', PRIVATE_FILE);
      try {
        await handle.writeFile(data);
        await setMode(handle, mode);
      } finally {
        await handle.close();
      }
      await rename(unfinished, path.join(folder, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    const kept = readName(name, data.length)!;
    this.#add({ sim, file: kept });
    while (this.#bytes > quotaBytes || this.#count > MAX_FILES) {
      const oldest = this.#oldest();
      if (!oldest || !(await this.remove(oldest.sim, oldest.file.id))) break;
    }
    return kept;
  }

  #add({ sim, file }: Entry): void {
    const files = this.#files.get(sim) ?? new Map<string, VehicleFile>();
    files.set(file.id, file);
    this.#files.set(sim, files);
    this.#bytes += file.bytes;
    this.#count++;
  }

  #forget({ sim, file }: Entry): void {
    const files = this.#files.get(sim);
    files?.delete(file.id);
    if (files?.size === 0) this.#files.delete(sim);
    this.#bytes -= file.bytes;
    this.#count--;
  }

  #oldest(): Entry | undefined {
    let oldest: Entry | undefined;
    for (const [sim, files] of this.#files) {
      for (const file of files.values()) if (!oldest || file.takenMs < oldest.file.takenMs) oldest = { sim, file };
    }
    return oldest;
  }
}

/** While a file is written. */
function unfinishedName(name: string): string {
  return `.${name}.part`;
}

function isUnfinished(name: string): boolean {
  const whole = /^\.(.*)\.part$/.exec(name)?.[1];
  return whole !== undefined && readName(whole, 0) !== undefined;
}

async function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
