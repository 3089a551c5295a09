import { readCommand } from '#core/settings/command';
import { EXIT_USAGE, untilSignal } from './ending';
import { nodeEnvironment, readVersion } from './environment';
import { helpOf } from './help';
import { runHost } from './host';
import { printProblem } from './terminal';

/**
 * Runs `groundglass host …` with nothing of a station in its memory, since it stands on small boards for days.
 *
 * @param args with `host` first
 * @returns the exit code
 */
export async function runHostProgram(args: readonly string[]): Promise<number> {
  const command = readCommand(args, nodeEnvironment());
  if (!command.ok) {
    printProblem(command.message);
    return EXIT_USAGE;
  }
  const { value } = command;
  if (value.kind === 'host') return untilSignal((signal) => runHost(value.settings, signal));
  process.stdout.write(`${value.kind === 'help' ? helpOf(value.topic) : readVersion()}\n`);
  return 0;
}
