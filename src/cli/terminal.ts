import { english } from '#core/texts/english';
import { type Text, verbatim } from '#core/texts/text';

/** Writes a message to standard output, as a line. */
export function printLine(message: Text): void {
  process.stdout.write(`${english(message)}\n`);
}

/**
 * Writes `groundglass: what is the matter` to standard error, as a line.
 *
 * @param message words where they come from elsewhere: an error of the system
 */
export function printProblem(message: Text | string): void {
  const line = english('program.says', { message: typeof message === 'string' ? verbatim(message) : message });
  process.stderr.write(`${line}\n`);
}
