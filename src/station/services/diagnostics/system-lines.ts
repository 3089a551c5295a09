// not shown in this file: a bug report, in English for those who mend
import os from 'node:os';
import process from 'node:process';

/** Programs that shells run in, as `process.versions` names them. */
const RUNTIMES = ['node', 'electron', 'chrome'] as const;
const GIB = 2 ** 30;

/** What this program runs on, for a bug report. @param ffmpeg its path; `undefined` where there is none */
export function systemLines(version: string, ffmpeg: string | undefined): readonly string[] {
  const versions: Readonly<Record<string, string | undefined>> = process.versions;
  const runtimes = RUNTIMES.flatMap((name) => (versions[name] === undefined ? [] : [`${name} ${versions[name]}`]));
  const [cpu] = os.cpus();
  const gib = (bytes: number) => (bytes / GIB).toFixed(1);
  return [
    `groundglass ${version}, ${runtimes.join(', ')}`,
    `${os.type()} ${os.release()} ${process.arch}`,
    `${os.cpus().length} × ${cpu?.model ?? '?'}; memory ${gib(os.totalmem())} GiB, free ${gib(os.freemem())}, ours ${gib(process.memoryUsage.rss())}`,
    `ffmpeg ${ffmpeg ?? '–'}`,
  ];
}
