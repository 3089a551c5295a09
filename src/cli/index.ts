import { reasonOf } from '#core/reason-of';
import { ignoreDebugSignal } from './debug-signal';
import { endOnFault } from './ending';
import { printProblem } from './terminal';

// The reader of a pipe may go away, as `head` does: that is no fault, and ends us as a signal would.
let isRead = true;
process.stdout.on('error', () => {
  if (isRead && !process.emit('SIGTERM')) process.exit(0);
  isRead = false;
});
process.stderr.on('error', () => undefined);

ignoreDebugSignal();
const hasFailed = endOnFault(() => process.exit(1));

try {
  const code = await run(process.argv.slice(2));
  process.exitCode = hasFailed() ? 1 : code;
} catch (error) {
  printProblem(reasonOf(error));
  process.exitCode = 1;
}

/** Loads what a command needs, and no more of a station than that. */
async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'host') {
    const { runHostProgram } = await import('./host-program');
    return runHostProgram(args);
  }
  const [{ runProgram }, { chooseShell }] = await Promise.all([import('./program'), import('./shells/choose-shell')]);
  return runProgram(args, chooseShell);
}
