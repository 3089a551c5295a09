import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ExportJob, type ExportSpec, MAX_EXPORTS } from '#contracts/exports';
import { Listeners } from '#core/listeners';
import { reasonOf } from '#core/reason-of';
import { recordingName } from '#core/recording/file-name';
import { text } from '#core/texts/text';
import { nowUs, wallUsOf } from '../../clock';
import { freeBytes } from '../../free-bytes';
import type { Log } from '../../log';
import { inTime } from '../recorder/in-time';
import { ClipFault, type ClipSource } from './clip-source';
import type { Exports, Started } from './exports';
import { JobList } from './job-list';
import { makeClip, noFfmpeg } from './make-clip';
import { keep, restore } from './restore-jobs';
import { diskFull } from './run-ffmpeg';
import { checkWorkFolder, openWorkFolder, publish, removeLeftovers } from './work-folder';

/** Jobs that may wait. */
const MAX_WAITING = 20;
/** A disk that hangs does not keep the program from ending. */
const MAX_CLOSE_MS = 10_000;
/** A program that was found stays there for so long. */
const FFMPEG_LASTS_MS = 5000;
const DISK_LOOK_MS = 500;
/** Before this much is done, the time left cannot be estimated. */
const MIN_SHARE = 0.02;
const MIN_SECONDS = 1;

export interface ExportQueueOptions {
  /** Where clips go. */
  readonly folder: string;
  /** Where they go while `folder` takes nothing. */
  readonly fallback?: string | undefined;
  /** The rights of clips; absent: for this user alone. */
  readonly mode?: number | undefined;
  /** See `recordingName`. */
  readonly pattern: string;
  /** Left free on the disk. */
  readonly reserveBytes: number;
  readonly log: Log;
  readonly findFfmpeg: () => string | undefined;
  /** Resolves when what is cut can be found. */
  readonly ready?: Promise<void>;
  /** @returns `undefined` where there is nothing to cut */
  readonly sourceOf: (source: ExportSpec['source']) => ClipSource | undefined;
}

interface Job {
  /** As viewers are told of it. */
  view: ExportJob;
  readonly spec: ExportSpec;
  /** Absent where it has ended. */
  readonly source: ClipSource | undefined;
  readonly abort: AbortController;
  /** The film first, then what lies beside it. */
  files: readonly string[];
}

/** Makes clips one after the other; a job goes on whichever viewers come and go. */
export class ExportQueue implements Exports {
  readonly #options: ExportQueueOptions;
  /** Oldest first. */
  #jobs: Job[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;
  readonly #listeners = new Listeners();
  #found: { readonly ffmpeg: string | undefined; readonly atMs: number } | undefined;
  /** What a crash left is deleted first, and the list of the station before is read. */
  readonly #tidied: Promise<void>;
  readonly #list: JobList;

  constructor(options: ExportQueueOptions) {
    this.#options = options;
    this.#list = new JobList(options.folder, options.log);
    this.#tidied = this.#tidy().catch((error: unknown) => this.#warn(options.folder, error));
  }

  state() {
    const jobs = this.#jobs.map(({ view }) => view).reverse();
    return { folder: this.#options.folder, canReencode: this.#ffmpeg() !== undefined, jobs };
  }

  start(spec: ExportSpec): Started {
    const source = this.#options.sourceOf(spec.source);
    if (this.#isClosed || !source) {
      const tip = text('export.noSource.tip');
      return { ok: false, cause: 'no-source', message: text('export.noSource'), tip };
    }
    if (spec.output.kind !== 'lossless' && this.#ffmpeg() === undefined) {
      return { ok: false, cause: 'no-ffmpeg', ...noFfmpeg().advice };
    }
    if (this.#jobs.filter(({ view }) => view.now.state === 'queued').length >= MAX_WAITING) {
      const message = text('export.tooMany', { max: MAX_WAITING });
      return { ok: false, cause: 'busy', message, tip: text('export.tooMany.tip') };
    }
    const { pattern } = this.#options;
    const at = new Date(spec.fromUs / 1000);
    const view: ExportJob = {
      id: randomUUID(),
      ...(spec.request !== undefined && { request: spec.request }),
      name: recordingName(spec.name ?? pattern, { stream: source.stream, at }),
      stream: source.stream.slice(0, 300),
      fromUs: spec.fromUs,
      toUs: spec.toUs,
      output: spec.output,
      askedUs: wallUsOf(nowUs()),
      now: { state: 'queued' },
    };
    this.#jobs.push({ view, spec, source, abort: new AbortController(), files: [] });
    this.#forgetOldest();
    this.#tell();
    this.#pump();
    return { ok: true, job: view };
  }

  cancel(id: string): boolean {
    const job = this.#find(id);
    if (!job || isOver(job)) return false;
    job.abort.abort();
    if (job.view.now.state === 'queued') this.#set(job, { state: 'cancelled' });
    return true;
  }

  async remove(id: string, withFile: boolean): Promise<boolean> {
    const job = this.#find(id);
    if (!job || !isOver(job)) return false;
    this.#jobs = this.#jobs.filter((one) => one !== job);
    if (withFile) {
      for (const file of job.files) await rm(file, { force: true }).catch((error: unknown) => this.#warn(file, error));
    }
    this.#tell();
    await this.#list.saved();
    return true;
  }

  fileOf(id: string): string | undefined {
    return this.#find(id)?.files[0];
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Ends the one that is being made. It and those that wait are made by the next station, where they can be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs) job.abort.abort();
    // What runs says in the list how it ended.
    const over = Promise.all([this.#running, this.#tidied]).then(async () => {
      await this.#list.saved();
      return true;
    });
    if (!(await inTime(over, false, MAX_CLOSE_MS))) this.#options.log.error('clips: the disk does not answer');
  }

  async #tidy(): Promise<void> {
    const { folder, fallback, ready, sourceOf } = this.#options;
    await removeLeftovers(folder);
    await ready;
    const kept = await this.#list.read();
    const restored = await Promise.all(kept.map((one) => restore(one, { folder, fallback, sourceOf })));
    if (this.#isClosed) return;
    const jobs = restored.flatMap((one) => (one ? [{ ...one, abort: new AbortController() }] : []));
    this.#jobs = [...jobs, ...this.#jobs];
    if (jobs.length === 0) return;
    this.#tell();
    this.#pump();
  }

  #pump(): void {
    if (this.#running || this.#isClosed) return;
    const job = this.#jobs.find(({ view }) => view.now.state === 'queued');
    if (!job) return;
    this.#running = this.#run(job).finally(() => {
      this.#running = undefined;
      this.#pump();
    });
  }

  async #run(job: Job): Promise<void> {
    const beganMs = performance.now();
    const progress = (share: number, bytes: number) => {
      const seconds = (performance.now() - beganMs) / 1000;
      const isKnown = share > MIN_SHARE && seconds > MIN_SECONDS;
      const secondsLeft = isKnown ? { secondsLeft: (seconds * (1 - share)) / share } : {};
      job.view = { ...job.view, now: { state: 'running', progress: share, ...secondsLeft, bytes } };
    };
    progress(0, 0);
    this.#tell();
    this.#set(job, await this.#make(job, progress));
  }

  /** @returns how it ended, once nothing but the clip is left in the folders */
  async #make(job: Job, progress: (share: number, bytes: number) => void): Promise<ExportJob['now']> {
    await this.#tidied;
    const { folder, fallback } = this.#options;
    try {
      return await this.#makeIn(folder, job, progress);
    } catch (error) {
      if (fallback === undefined || job.abort.signal.aborted || !isOfFolder(error)) {
        return this.#failed(job, error);
      }
      this.#warn(folder, error);
    }
    return await this.#makeIn(fallback, job, progress).catch((error: unknown) => this.#failed(job, error));
  }

  async #makeIn(folder: string, job: Job, progress: (share: number, bytes: number) => void): Promise<ExportJob['now']> {
    await this.#checkDisk(folder);
    const work = await openWorkFolder(folder);
    // Where the folder is new, the list is kept from here on.
    this.#keepList();
    try {
      const { spec, source, abort } = job;
      if (!source) throw new ClipFault(text('export.noSource'), text('export.noSource.tip'));
      let lookedMs = 0;
      const made = await makeClip({
        source,
        fromUs: spec.fromUs,
        toUs: spec.toUs,
        output: spec.output,
        folder: work,
        ffmpeg: this.#ffmpeg(),
        signal: abort.signal,
        checkDisk: async () => {
          if (performance.now() - lookedMs < DISK_LOOK_MS) return;
          lookedMs = performance.now();
          await Promise.all([this.#checkDisk(folder), checkWorkFolder(work)]);
        },
        onProgress: (share, bytes = 0) => progress(share, bytes),
      });
      await checkWorkFolder(work);
      job.files = await publish(work, made.extensions, folder, job.view.name, this.#options.mode);
      const file = job.files[0] ?? '';
      this.#options.log.info(`clip: ${file}`);
      return { state: 'done', file: path.basename(file).slice(0, 300), bytes: made.bytes };
    } catch (error) {
      // Whatever ffmpeg says of it.
      await checkWorkFolder(work);
      throw error;
    } finally {
      await rm(work, { recursive: true, force: true }).catch((error: unknown) => this.#warn(folder, error));
    }
  }

  #failed(job: Job, error: unknown): ExportJob['now'] {
    if (job.abort.signal.aborted) return { state: 'cancelled' };
    const fault = error instanceof ClipFault ? error : undefined;
    const reason = reasonOf(error);
    this.#options.log.warn(`clip of ${job.view.stream}: ${reason}`);
    const advice = fault?.advice ?? {
      message: text('export.notWritten', { reason: reason.slice(0, 500) }),
      tip: text('export.notWritten.tip'),
    };
    return { state: 'failed', ...advice };
  }

  async #checkDisk(folder: string): Promise<void> {
    const free = await freeBytes(folder);
    if (free !== undefined && free <= this.#options.reserveBytes) throw diskFull();
  }

  #ffmpeg(): string | undefined {
    const nowMs = performance.now();
    if (!this.#found || nowMs - this.#found.atMs > FFMPEG_LASTS_MS) {
      this.#found = { ffmpeg: this.#options.findFfmpeg(), atMs: nowMs };
    }
    return this.#found.ffmpeg;
  }

  #find(id: string): Job | undefined {
    return this.#jobs.find(({ view }) => view.id === id);
  }

  /** The list is bounded: what has ended goes, the oldest first. */
  #forgetOldest(): void {
    if (this.#jobs.length <= MAX_EXPORTS) return;
    const oldest = this.#jobs.find(isOver);
    if (oldest) this.#jobs = this.#jobs.filter((job) => job !== oldest);
  }

  #set(job: Job, now: ExportJob['now']): void {
    job.view = { ...job.view, now };
    this.#tell();
  }

  #tell(): void {
    this.#keepList();
    this.#listeners.notify();
  }

  #keepList(): void {
    // What the end interrupts begins again with the next station.
    if (!this.#isClosed) this.#list.save(this.#jobs.map((job) => keep(job, this.#options.folder)));
  }

  #warn(file: string, error: unknown): void {
    this.#options.log.warn(`${file}: ${reasonOf(error)}`);
  }
}

/** Whether a job failed because its folder is gone, full or cannot be written. */
function isOfFolder(error: unknown): boolean {
  return !(error instanceof ClipFault) || error.isOfFolder;
}

function isOver({ view }: Job): boolean {
  return view.now.state !== 'queued' && view.now.state !== 'running';
}
