import type { ExportJob, ExportSpec } from '#contracts/exports';
import { Listeners } from '#core/listeners';
import { DEFAULT_NAME_PATTERN, recordingName } from '#core/recording/file-name';
import { asFault } from './export-fault';
import type { MadeClip, Making } from './make-clip';

/** Files that are done stay to be saved again; older ones are let go of, for they are large. */
const MAX_KEPT = 3;
const MAX_JOBS = 20;

export interface WasmExportsOptions {
  readonly make: (making: Making) => Promise<MadeClip>;
  /** Gives a file to its person. */
  readonly save: (name: string, file: Blob) => void;
  /** Now, in µs since 1970 (UTC). */
  readonly nowUs: () => number;
}

interface Entry {
  job: ExportJob;
  readonly spec: ExportSpec;
  readonly stop: AbortController;
  file?: Blob;
}

/**
 * Clips that are made in this window, one after the other: the same jobs as the station's, for the same list. They end with
 * the window.
 */
export class WasmExports {
  readonly #options: WasmExportsOptions;
  readonly #listeners = new Listeners();
  /** Newest first. */
  #entries: Entry[] = [];
  #jobs: readonly ExportJob[] = [];
  #isBusy = false;
  #started = 0;
  /** Jobs of the station have UUIDs, which a page on plain HTTP cannot make. */
  readonly #window = `window-${Math.random().toString(36).slice(2)}`;

  constructor(options: WasmExportsOptions) {
    this.#options = options;
  }

  /** Newest first; the same array until something changes. */
  readonly jobs = (): readonly ExportJob[] => this.#jobs;

  /** @returns ends it */
  readonly subscribe = (listener: () => void): (() => void) => {
    return this.#listeners.subscribe(listener);
  };

  /** Whether something waits or is being made, which closing the window would end. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** @param stream its name */
  start(spec: ExportSpec, stream: string): void {
    const { request, fromUs, toUs, output } = spec;
    const name = recordingName(spec.name ?? DEFAULT_NAME_PATTERN, { stream, at: new Date(fromUs / 1000) });
    const job: ExportJob = {
      id: `${this.#window}-${this.#started++}`,
      name,
      stream,
      fromUs,
      toUs,
      output,
      askedUs: this.#options.nowUs(),
      ...(request === undefined ? {} : { request }),
      now: { state: 'queued' },
    };
    this.#entries.unshift({ job, spec, stop: new AbortController() });
    this.#forget();
    this.#changed();
    void this.#work();
  }

  /** @returns whether it was one of this window's */
  cancel(id: string): boolean {
    const entry = this.#entry(id);
    if (!entry) return false;
    if (entry.job.now.state === 'queued' || entry.job.now.state === 'running') {
      entry.stop.abort();
      this.#set(entry, { state: 'cancelled' });
    }
    return true;
  }

  /** Takes one off the list. @returns whether it was one of this window's */
  remove(id: string): boolean {
    if (!this.cancel(id)) return false;
    this.#entries = this.#entries.filter(({ job }) => job.id !== id);
    this.#changed();
    return true;
  }

  /** Saves the file of one that is done once more. @returns whether there is one */
  save(id: string): boolean {
    const entry = this.#entry(id);
    if (!entry?.file || entry.job.now.state !== 'done') return false;
    this.#options.save(entry.job.now.file, entry.file);
    return true;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let entry = this.#next(); entry; entry = this.#next()) await this.#make(entry);
    this.#isBusy = false;
  }

  /** The oldest that waits. */
  #next(): Entry | undefined {
    return this.#entries.findLast(({ job }) => job.now.state === 'queued');
  }

  async #make(entry: Entry): Promise<void> {
    const { spec, stop } = entry;
    const begunUs = this.#options.nowUs();
    this.#set(entry, { state: 'running', progress: 0, bytes: 0 });
    const onProgress = (progress: number, bytes: number) => {
      if (entry.job.now.state !== 'running') return;
      const seconds = (this.#options.nowUs() - begunUs) / 1e6;
      const left = progress > 0.25 ? { secondsLeft: (seconds * (1 - progress)) / progress } : {};
      this.#set(entry, { state: 'running', progress: Math.min(1, progress), bytes, ...left });
    };
    try {
      const { file, extension } = await this.#options.make({ spec, signal: stop.signal, onProgress });
      if (stop.signal.aborted) return;
      entry.file = file;
      this.#forget();
      this.#set(entry, { state: 'done', file: `${entry.job.name}.${extension}`, bytes: file.size });
      this.save(entry.job.id);
    } catch (error) {
      if (stop.signal.aborted) return;
      const { message, tip } = asFault(error).advice;
      this.#set(entry, { state: 'failed', message, tip });
    }
  }

  #entry(id: string): Entry | undefined {
    return this.#entries.find(({ job }) => job.id === id);
  }

  #set(entry: Entry, now: ExportJob['now']): void {
    entry.job = { ...entry.job, now };
    this.#changed();
  }

  /** One whose file is gone is of no use. */
  #forget(): void {
    const kept = this.#entries.filter(({ file }) => file !== undefined).slice(0, MAX_KEPT);
    const isOver = ({ job: { now } }: Entry) => now.state !== 'queued' && now.state !== 'running';
    this.#entries = this.#entries
      .filter((entry) => entry.file === undefined || kept.includes(entry))
      .filter((entry, index) => index < MAX_JOBS || !isOver(entry));
  }

  #changed(): void {
    this.#jobs = this.#entries.map(({ job }) => job);
    this.#listeners.notify();
  }
}
