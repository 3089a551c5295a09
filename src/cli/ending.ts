import { reasonOf } from '#core/reason-of';

/**
 * Signals that ask us to end: from a keyboard, from a supervisor, from a terminal that was closed or an ssh that broke off
 * (on Windows: from the console's close button, and Ctrl+Break). Node ends at once on each of them that nothing listens to,
 * with recordings cut off in the middle.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

/** What a wrong command line ends with. */
export const EXIT_USAGE = 2;

/** How long a program that has failed may take to finish its recordings, in ms. */
const FINISH_MS = 10_000;

/**
 * Calls back at the first signal to end. A second one from the keyboard or a supervisor ends the program at once, as everywhere;
 * a terminal that closes sends its signal twice, so that one is not taken for impatience.
 */
export function onEndSignal(end: () => void): void {
  const first = () => {
    for (const signal of END_SIGNALS) process.off(signal, first);
    process.on('SIGHUP', ignore);
    end();
  };
  for (const signal of END_SIGNALS) process.on(signal, first);
}

/** Runs a program that ends when its signal does: at the first signal of the system to end. */
export function untilSignal(program: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const abort = new AbortController();
  onEndSignal(() => abort.abort());
  return program(abort.signal);
}

/** What this file needs of `process`. */
type FaultyProcess = Pick<NodeJS.Process, 'on' | 'emit' | 'exit'> & {
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
};

/**
 * Ends the program in order after an error that no code caught: the error is written once, with its stack; then the program is
 * asked to end as by a signal, so that recordings are finished and the rewind buffer is deleted. Where that takes too long, it
 * ends without. A supervisor that starts us again sees exit code 1.
 *
 * @param quit asks a program to end that listens to no signal
 * @returns whether that has happened
 */
export function endOnFault(quit: () => void, program: FaultyProcess = process): () => boolean {
  let hasFailed = false;
  const fail = (error: unknown) => {
    // What fails on the way out comes of the first fault.
    if (hasFailed) return;
    hasFailed = true;
    // not shown: the log of a fault
    program.stderr.write(`groundglass: ended by a fault of its own: ${stackOf(error)}\n`);
    setTimeout(() => program.exit(1), FINISH_MS).unref();
    if (!program.emit('SIGTERM')) quit();
  };
  program.on('uncaughtException', fail);
  program.on('unhandledRejection', fail);
  return () => hasFailed;
}

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : reasonOf(error);
}

function ignore(): void {
  // See `onEndSignal`.
}
