/** Given before all others, so that ffmpeg writes its progress to its standard output, and nothing else. */
export const PROGRESS_ARGUMENTS = ['-progress', 'pipe:1', '-stats_period', '0.25', '-nostats'] as const;

/** Longer than any line that ffmpeg writes there. */
const MAX_LINE = 1000;

/** Reads what `-progress` writes: lines of `key=value`, in pieces as they come. */
export class ProgressReader {
  #rest = '';
  #seconds: number | undefined;

  /** @returns how much of the output is written, in seconds; `undefined` until ffmpeg has told */
  add(text: string): number | undefined {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-MAX_LINE);
    for (const line of lines) {
      // Before the first picture it is `N/A`, or the smallest number that there is.
      const [, digits] = /^out_time_us=(\d{1,15})\s*$/.exec(line) ?? [];
      if (digits !== undefined) this.#seconds = Number(digits) / 1e6;
    }
    return this.#seconds;
  }
}
