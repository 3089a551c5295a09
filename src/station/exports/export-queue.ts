import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ExportJob, type ExportWish, MOST_EXPORTS } from '#contracts/exports';
import { recordingName } from '#core/recording/file-name';
import { nowUs, wallUsOf } from '../clock';
import { freeBytes } from '../free-bytes';
import type { Log } from '../log';
import { ClipFault, type ClipSource } from './clip-source';
import type { Exports, Started } from './exports';
import { makeClip, noFfmpeg } from './make-clip';
import { diskFull } from './run-ffmpeg';
import { openWorkFolder, publish, removeLeftovers } from './work-folder';

/** Jobs that may wait. */
const MOST_WAITING = 20;
/** A program that was found stays there for so long. */
const FFMPEG_LASTS_MS = 5000;
const DISK_LOOK_MS = 500;
/** Before this much is done, nobody can tell how long it takes. */
const LEAST_SHARE = 0.02;
const LEAST_SECONDS = 1;

export interface ExportQueueOptions {
  /** Where clips go. */
  readonly folder: string;
  /** See `recordingName`. */
  readonly pattern: string;
  /** Left free on the disk. */
  readonly reserveBytes: number;
  readonly log: Log;
  readonly findFfmpeg: () => string | undefined;
  /** @returns `undefined` where there is nothing to cut */
  readonly sourceOf: (source: ExportWish['source']) => ClipSource | undefined;
}

interface Job {
  told: ExportJob;
  readonly wish: ExportWish;
  readonly source: ClipSource;
  readonly abort: AbortController;
  /** The film first, then what lies beside it. */
  files: readonly string[];
}

/** Makes clips one after the other; a job goes on whoever comes and goes. */
export class ExportQueue implements Exports {
  readonly #options: ExportQueueOptions;
  /** Oldest first. */
  #jobs: Job[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;
  readonly #listeners = new Set<() => void>();
  #found: { readonly ffmpeg: string | undefined; readonly atMs: number } | undefined;
  /** What a crash left is deleted first. */
  readonly #tidied: Promise<void>;

  constructor(options: ExportQueueOptions) {
    this.#options = options;
    this.#tidied = removeLeftovers(options.folder).catch((error: unknown) => this.#warn(options.folder, error));
  }

  state() {
    const jobs = this.#jobs.map(({ told }) => told).reverse();
    return { folder: this.#options.folder, canReencode: this.#ffmpeg() !== undefined, jobs };
  }

  start(wish: ExportWish): Started {
    const source = this.#options.sourceOf(wish.source);
    if (this.#isClosed || !source) {
      const tip = 'Choose a stream or a recording.';
      return { ok: false, cause: 'no-source', message: 'There is nothing to take a clip from.', tip };
    }
    if (wish.output.kind !== 'lossless' && this.#ffmpeg() === undefined) {
      const { message, tip } = noFfmpeg();
      return { ok: false, cause: 'no-ffmpeg', message, tip };
    }
    if (this.#jobs.filter(({ told }) => told.now.state === 'queued').length >= MOST_WAITING) {
      const message = `No more than ${MOST_WAITING} clips can wait.`;
      return { ok: false, cause: 'busy', message, tip: 'Wait, or cancel one.' };
    }
    const { pattern } = this.#options;
    const at = new Date(wish.fromUs / 1000);
    const told: ExportJob = {
      ...{ id: randomUUID(), ...(wish.request !== undefined && { request: wish.request }) },
      name: recordingName(wish.name ?? pattern, { stream: source.stream, at }),
      ...{ stream: source.stream.slice(0, 300), fromUs: wish.fromUs, toUs: wish.toUs, output: wish.output },
      ...{ askedUs: wallUsOf(nowUs()), now: { state: 'queued' } },
    };
    this.#jobs.push({ told, wish, source, abort: new AbortController(), files: [] });
    this.#forgetOldest();
    this.#tell();
    this.#pump();
    return { ok: true, job: told };
  }

  cancel(id: string): boolean {
    const job = this.#find(id);
    if (!job || isOver(job)) return false;
    job.abort.abort();
    if (job.told.now.state === 'queued') this.#set(job, { state: 'cancelled' });
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
    return true;
  }

  fileOf(id: string): string | undefined {
    return this.#find(id)?.files[0];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the one that is being made, and forgets the others. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs) job.abort.abort();
    await this.#running;
    await this.#tidied;
  }

  #pump(): void {
    if (this.#running || this.#isClosed) return;
    const job = this.#jobs.find(({ told }) => told.now.state === 'queued');
    if (!job) return;
    this.#running = this.#run(job).finally(() => {
      this.#running = undefined;
      this.#pump();
    });
  }

  async #run(job: Job): Promise<void> {
    const { folder, log } = this.#options;
    const beganMs = performance.now();
    const progress = (share: number, bytes: number) => {
      const seconds = (performance.now() - beganMs) / 1000;
      const isKnown = share > LEAST_SHARE && seconds > LEAST_SECONDS;
      const secondsLeft = isKnown ? { secondsLeft: (seconds * (1 - share)) / share } : {};
      job.told = { ...job.told, now: { state: 'running', progress: share, ...secondsLeft, bytes } };
    };
    progress(0, 0);
    this.#tell();
    let work: string | undefined;
    try {
      await this.#tidied;
      await this.#checkDisk();
      work = await openWorkFolder(folder);
      const { wish, source, abort } = job;
      let lookedMs = 0;
      const made = await makeClip({
        ...{ source, fromUs: wish.fromUs, toUs: wish.toUs, output: wish.output, folder: work },
        ...{ ffmpeg: this.#ffmpeg(), signal: abort.signal },
        checkDisk: async () => {
          if (performance.now() - lookedMs < DISK_LOOK_MS) return;
          lookedMs = performance.now();
          await this.#checkDisk();
        },
        onProgress: (share, bytes = 0) => progress(share, bytes),
      });
      job.files = await publish(work, made.extensions, folder, job.told.name);
      const file = job.files[0] ?? '';
      this.#set(job, { state: 'done', file: path.basename(file).slice(0, 300), bytes: made.bytes });
      log.info(`clip: ${file}`);
    } catch (error) {
      this.#failed(job, error);
    } finally {
      if (work !== undefined) {
        await rm(work, { recursive: true, force: true }).catch((error: unknown) => this.#warn(folder, error));
      }
      this.#tell();
    }
  }

  #failed(job: Job, error: unknown): void {
    if (job.abort.signal.aborted) return this.#set(job, { state: 'cancelled' });
    const fault = error instanceof ClipFault ? error : undefined;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log.warn(`clip of ${job.told.stream}: ${reason}`);
    const message = (fault?.message ?? `It cannot be written: ${reason}`).slice(0, 500);
    this.#set(job, { state: 'failed', message, tip: fault?.tip ?? 'See that the folder of clips can be written.' });
  }

  async #checkDisk(): Promise<void> {
    const free = await freeBytes(this.#options.folder);
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
    return this.#jobs.find(({ told }) => told.id === id);
  }

  /** The list is bounded: what has ended goes, the oldest first. */
  #forgetOldest(): void {
    if (this.#jobs.length <= MOST_EXPORTS) return;
    const oldest = this.#jobs.find(isOver);
    if (oldest) this.#jobs = this.#jobs.filter((job) => job !== oldest);
  }

  #set(job: Job, now: ExportJob['now']): void {
    job.told = { ...job.told, now };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #warn(file: string, error: unknown): void {
    this.#options.log.warn(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isOver({ told }: Job): boolean {
  return told.now.state !== 'queued' && told.now.state !== 'running';
}
