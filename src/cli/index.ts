import { reasonOf } from '#core/reason-of';
import { ignoreDebugSignal } from './debug-signal';
import { endOnFault } from './ending';
import { runProgram } from './program';
import { chooseShell } from './shells/choose-shell';
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
  const code = await runProgram(process.argv.slice(2), chooseShell);
  process.exitCode = hasFailed() ? 1 : code;
} catch (error) {
  printProblem(reasonOf(error));
  process.exitCode = 1;
}
