import { access, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { exportJobSchema, exportSpecSchema, MAX_EXPORTS } from '#contracts/exports';
import { reasonOf } from '#core/reason-of';
import type { Log } from '../../log';
import { replaceFile } from '../../replace-file';
import { LatestSave } from '../../settings/latest-save';

const FILE = '.clips.json';
/** The film, and what lies beside it. */
const MAX_FILES = 8;

const keptJobSchema = z.object({
  view: exportJobSchema,
  spec: exportSpecSchema,
  /** Names alone, so that this file names none outside of its folder. The film first. */
  files: z.array(z.string().regex(/^[^/\\]+$/)).max(MAX_FILES),
  /** They lie in the second folder. */
  isSecond: z.boolean(),
});
/** A job as it is kept. */
export type KeptJob = z.infer<typeof keptJobSchema>;

const fileSchema = z.object({ version: z.literal(1), jobs: z.array(keptJobSchema).max(MAX_EXPORTS + 1) });

/** The list of clips, kept beside them, so that it outlives the station. */
export class JobList {
  readonly #folder: string;
  readonly #log: Log;
  readonly #saves = new LatestSave<readonly KeptJob[]>((jobs) => this.#write(jobs));
  #hasWarned = false;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Oldest first. What cannot be read is none. */
  async read(): Promise<readonly KeptJob[]> {
    const text = await readFile(path.join(this.#folder, FILE), 'utf8').catch(() => undefined);
    if (text === undefined) return [];
    try {
      return fileSchema.parse(JSON.parse(text)).jobs;
    } catch (error) {
      this.#log.warn(`the list of clips cannot be read: ${reasonOf(error)}`);
      return [];
    }
  }

  /** Writes it soon; of several that come meanwhile the last. */
  save(jobs: readonly KeptJob[]): void {
    this.#saves.put(jobs);
  }

  /** Resolves when it is written. */
  saved(): Promise<void> {
    return this.#saves.saved();
  }

  async #write(jobs: readonly KeptJob[]): Promise<void> {
    try {
      // The folder is made with the first clip.
      await access(this.#folder);
      if (jobs.length === 0) await rm(path.join(this.#folder, FILE), { force: true });
      else await replaceFile(path.join(this.#folder, FILE), `${JSON.stringify({ version: 1, jobs })}\n`);
      this.#hasWarned = false;
    } catch (error) {
      if (!this.#hasWarned) this.#log.debug(`the list of clips cannot be kept: ${reasonOf(error)}`);
      this.#hasWarned = true;
    }
  }
}
