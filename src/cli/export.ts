import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { MAX_ANIMATION_US } from '#core/exports/output';
import { reasonOf } from '#core/reason-of';
import type { ExportCommand } from '#core/settings/export-command';
import { english } from '#core/texts/english';
import { type Text, text, verbatim } from '#core/texts/text';
import { findFfmpeg } from '#station/find-ffmpeg';
import { ClipFault } from '#station/services/exports/clip-source';
import { type FileSource, openFileSource } from '#station/services/exports/file-source';
import { type MadeClip, makeClip } from '#station/services/exports/make-clip';
import { openWorkFolder, publish, publishAs } from '#station/services/exports/work-folder';
import { progressBar, progressLine } from './progress-line';
import { printProblem } from './terminal';

/** Where there is no terminal, a line for each such share. */
const PLAIN_STEP = 0.25;

/** Takes a clip out of a file. Resolves with the exit code: 1 where it cannot be, and nothing is left of it. */
export async function runExport(command: ExportCommand, signal: AbortSignal): Promise<number> {
  const { file } = command;
  const opened = await openFileSource(file);
  if (!opened.ok) return fail(text('cli.about', { file, message: opened.message }));
  try {
    const files = await make(command, opened.value, signal);
    process.stdout.write(`${files.map((one) => path.relative('', one)).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (signal.aborted) return fail(text('cli.cancelled'));
    if (error instanceof ClipFault) return fail(text('advice', error.advice));
    return fail(verbatim(reasonOf(error)));
  }
}

/** @returns the files that were written */
async function make(command: ExportCommand, from: FileSource, signal: AbortSignal): Promise<readonly string[]> {
  const { file, settings, output } = command;
  const { source, beginUs } = from;
  const { out } = settings;
  if (out !== undefined && (await isThere(out))) throw new Error(`${out} is there already; it is not overwritten`);
  const fromUs = beginUs + settings.from * 1e6;
  const wanted = settings.to === undefined ? from.endUs : beginUs + settings.to * 1e6;
  const isAnimation = output.kind === 'gif' || output.kind === 'webp';
  const toUs = isAnimation ? Math.min(wanted, fromUs + MAX_ANIMATION_US) : wanted;
  const folder = path.dirname(out ?? file);
  const work = await openWorkFolder(folder);
  const shown = progress();
  try {
    const made = await makeClip({
      source,
      output,
      folder: work,
      signal,
      fromUs: fromUs + source.wallUs,
      toUs: toUs + source.wallUs,
      ffmpeg: findFfmpeg({ setting: settings.ffmpeg }),
      checkDisk: () => Promise.resolve(),
      onProgress: (share) => shown.at(share),
    });
    return await publishTo(made, work, command);
  } finally {
    shown.end();
    await rm(work, { recursive: true, force: true });
  }
}

function publishTo({ extensions }: MadeClip, work: string, { file, settings: { out } }: ExportCommand) {
  if (out !== undefined) return publishAs(work, extensions, out);
  // not shown: a name of a file
  return publish(work, extensions, path.dirname(file), `${path.parse(file).name} clip`);
}

/** A bar on a terminal; elsewhere a line now and then. */
function progress(): { at(share: number): void; end(): void } {
  const line = progressLine(process.stderr);
  const beganMs = performance.now();
  let next = PLAIN_STEP;
  return {
    at(share) {
      const seconds = (performance.now() - beganMs) / 1000;
      const left =
        share > 0.02 && seconds > 1
          ? `  ${english('cli.left', { seconds: Math.ceil((seconds * (1 - share)) / share) })}`
          : '';
      line.show(`${progressBar(share)}${left}`);
      if (process.stderr.isTTY || share < next) return;
      next = (Math.floor(share / PLAIN_STEP) + 1) * PLAIN_STEP;
      process.stderr.write(`${Math.floor(share * 100)}%\n`);
    },
    end: () => line.end(),
  };
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function fail(message: Text): number {
  printProblem(message);
  return 1;
}
