import { cutBytes, fileNameOf } from '../names';

/** What a pattern's words stand for. */
export interface NameParts {
  readonly stream: string;
  /** Local time. */
  readonly at: Date;
}

/** `{stream}`, `{date}`: 2026-11-21, `{time}`: 05.20.33 (a colon is no character of a file's name everywhere). */
// not shown: a pattern of a file name
export const DEFAULT_NAME_PATTERN = '{stream} {date} {time}';

/** Most systems take 255 bytes; a number and an extension come behind. */
const LONGEST_NAME_BYTES = 180;
/** So that the time has its place behind the longest name of a stream. */
const LONGEST_STREAM_BYTES = 120;
/** A file's name without extension, fit for every system. */
export function recordingName(pattern: string, { stream, at }: NameParts): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const words: Readonly<Record<string, string>> = {
    stream: cutBytes(stream, LONGEST_STREAM_BYTES),
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.'),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (all, word: string) => words[word] ?? all);
  return fileNameOf(filled, LONGEST_NAME_BYTES, 'recording');
}
