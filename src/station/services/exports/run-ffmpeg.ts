import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { PROGRESS_ARGUMENTS, ProgressReader } from '#core/exports/progress';
import { text as textOf } from '#core/texts/text';
import { ClipFault } from './clip-source';

/** What ffmpeg says that is told on: its last words. */
const MAX_STDERR = 2000;

export interface FfmpegRun {
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly arguments: readonly string[];
  /** The working folder; the arguments name files within. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** @param seconds of the output that are written */
  readonly onProgress: (seconds: number) => void;
}

/**
 * Runs ffmpeg with the lowest priority, so that live pictures never wait for it. Resolves when it has ended well; an abort
 * kills it, and it is gone before the promise rejects.
 *
 * @throws ClipFault, or the signal's reason
 */
export async function runFfmpeg(run: FfmpegRun): Promise<void> {
  run.signal.throwIfAborted();
  const child = spawn(run.ffmpeg, [...PROGRESS_ARGUMENTS, ...run.arguments], {
    cwd: run.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  lower(child);
  const kill = () => child.kill('SIGKILL');
  run.signal.addEventListener('abort', kill, { once: true });
  const progress = new ProgressReader();
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const seconds = progress.add(text);
    if (seconds !== undefined) run.onProgress(seconds);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-MAX_STDERR);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      said = error.message;
    });
    child.on('close', resolve);
  });
  run.signal.removeEventListener('abort', kill);
  run.signal.throwIfAborted();
  if (code !== 0) throw faultOf(said.trim(), code);
}

/** Not every system lets us, and a program that could not be started has no process. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {}
}

function faultOf(said: string, code: number | null): ClipFault {
  if (/no space left on device|disk quota exceeded/i.test(said)) return diskFull();
  // not shown: as a shell would say it
  const last = said.split('\n').at(-1) || `exit ${code ?? 'by a signal'}`;
  if (/unknown encoder|no such filter/i.test(said)) {
    return new ClipFault(
      textOf('export.otherFfmpeg', { reason: last.slice(0, 500) }),
      textOf('export.otherFfmpeg.tip'),
    );
  }
  return new ClipFault(
    textOf('export.ffmpegFailed', { reason: last.slice(0, 500) }),
    textOf('export.ffmpegFailed.tip'),
  );
}

/** The disk took no more, or is to take no more. */
export function diskFull(): ClipFault {
  return new ClipFault(textOf('disk.full'), textOf('export.diskFull.tip'), true);
}
