import { access } from 'node:fs/promises';
import path from 'node:path';
import type { ExportJob, ExportSpec } from '#contracts/exports';
import { text } from '#core/texts/text';
import { leadsOut } from '../recorder/library-reader';
import type { ClipSource } from './clip-source';
import type { KeptJob } from './job-list';

/** What outlives the station of a job. */
interface Restored {
  readonly view: ExportJob;
  readonly spec: ExportSpec;
  readonly source: ClipSource | undefined;
  readonly files: readonly string[];
}

interface Places {
  readonly folder: string;
  readonly fallback?: string | undefined;
  readonly sourceOf: (source: ExportSpec['source']) => ClipSource | undefined;
}

/** A job as it is kept. @param folder the first of the two that clips go to */
export function keep({ view, spec, files }: Omit<Restored, 'source'>, folder: string): KeptJob {
  const [film] = files;
  const isSecond = film !== undefined && path.dirname(film) !== folder;
  return { view, spec, files: files.map((file) => path.basename(file)), isSecond };
}

/**
 * A job of the station before: one that waited or was being made is made anew, where what it is taken from is still there.
 *
 * @returns `undefined` for one whose clip is gone
 */
export async function restore(kept: KeptJob, { folder, fallback, sourceOf }: Places): Promise<Restored | undefined> {
  const { view, spec } = kept;
  const { state } = view.now;
  if (state === 'done') {
    const files = kept.files.map((name) => path.join((kept.isSecond ? fallback : undefined) ?? folder, name));
    const [film] = files;
    return film !== undefined && (await isThere(film)) ? { view, spec, files, source: undefined } : undefined;
  }
  if (state !== 'queued' && state !== 'running') return { view, spec, files: [], source: undefined };
  const source = sourceOf(spec.source);
  const now: ExportJob['now'] = source
    ? { state: 'queued' }
    : { state: 'failed', message: text('export.interrupted'), tip: text('export.noSource.tip') };
  return { view: { ...view, now }, spec, source, files: [] };
}

async function isThere(film: string): Promise<boolean> {
  const found = await access(film).then(
    () => true,
    () => false,
  );
  return found && !(await leadsOut(path.dirname(film), film));
}
