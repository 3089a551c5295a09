import { reasonOf } from '#core/reason-of';
import { type Text, text } from '#core/texts/text';
import { repair } from '#station/services/recorder/repair';
import { progressBar, progressLine } from './progress-line';
import { printLine, printProblem } from './terminal';

/** Puts files right, one after the other. Resolves with the exit code: 1 where one of them cannot be. */
export async function runRepair(files: readonly string[]): Promise<number> {
  const line = progressLine(process.stderr);
  let code = 0;
  for (const file of files) {
    try {
      const found = await repair(file, { onProgress: (share) => line.show(`${progressBar(share)}  ${file}`) });
      line.end();
      if (found) printLine(describeRepair(file, found));
      else {
        printProblem(text('cli.noFragment', { file }));
        code = 1;
      }
    } catch (error) {
      line.end();
      printProblem(text('cli.about', { file, message: reasonOf(error) }));
      code = 1;
    }
  }
  return code;
}

type Repaired = NonNullable<Awaited<ReturnType<typeof repair>>>;

function describeRepair(file: string, { removed, durationUs, pictures }: Repaired): Text {
  const seconds = (durationUs / 1e6).toFixed(1);
  return text('cli.repaired', { file, removed, seconds, pictures });
}
