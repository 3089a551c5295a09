/** What a pattern's words stand for. */
export interface NameParts {
  readonly stream: string;
  /** Local time. */
  readonly at: Date;
}

/** `{stream}`, `{date}`: 2026-11-21, `{time}`: 05.20.33 (a colon is no character of a file's name everywhere). */
export const DEFAULT_NAME_PATTERN = '{stream} {date} {time}';

const LONGEST_NAME = 120;
/** Refused by Windows (and `/` by all), control characters, and what would hide a file or climb out of its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken out.
const UNFIT = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
/** Device names of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file's name without extension, fit for every system. */
export function recordingName(pattern: string, { stream, at }: NameParts): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const words: Readonly<Record<string, string>> = {
    stream,
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.'),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (all, word: string) => words[word] ?? all);
  const fit = filled
    .replace(UNFIT, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return fit === '' ? 'recording' : RESERVED.test(fit) ? `_${fit}` : fit;
}
