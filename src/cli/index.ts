import { runProgram } from './program';
import { chooseShell } from './shells/choose-shell';

// Whoever reads us may stop, as `head` does: that is no fault, and ends us as a signal would.
let isRead = true;
process.stdout.on('error', () => {
  if (isRead && !process.emit('SIGTERM')) process.exit(0);
  isRead = false;
});
process.stderr.on('error', () => undefined);

try {
  process.exitCode = await runProgram(process.argv.slice(2), chooseShell);
} catch (error) {
  process.stderr.write(`groundglass: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
