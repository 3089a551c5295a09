import { repair } from '#station/sinks/record/repair';
import { progressBar, progressLine } from './progress-line';

/** Puts files right, one after the other. Resolves with the exit code: 1 where one of them cannot be. */
export async function runRepair(files: readonly string[]): Promise<number> {
  const line = progressLine(process.stderr);
  let code = 0;
  for (const file of files) {
    try {
      const found = await repair(file, { onProgress: (share) => line.show(`${progressBar(share)}  ${file}`) });
      line.end();
      if (found) process.stdout.write(`${file}: ${describeRepair(found)}\n`);
      else {
        process.stderr.write(`groundglass: ${file} holds no whole fragment of a recording; it is left as it was\n`);
        code = 1;
      }
    } catch (error) {
      line.end();
      process.stderr.write(`groundglass: ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      code = 1;
    }
  }
  return code;
}

function describeRepair({ removed, durationUs, pictures }: NonNullable<Awaited<ReturnType<typeof repair>>>): string {
  const what = removed === 0 ? 'is whole' : `${removed} torn bytes were taken off its end`;
  return `${what}; ${(durationUs / 1e6).toFixed(1)} s, ${pictures} pictures`;
}
