/** What a pattern's words stand for. */
export interface NameParts {
  readonly stream: string;
  /** Local time. */
  readonly at: Date;
}

/** `{stream}`, `{date}`: 2026-11-21, `{time}`: 05.20.33 (a colon is no character of a file's name everywhere). */
export const DEFAULT_NAME_PATTERN = '{stream} {date} {time}';

/** Most systems take 255 bytes; a number and an extension come behind. */
const LONGEST_NAME_BYTES = 180;
/** So that the time has its place behind the longest name of a stream. */
const LONGEST_STREAM_BYTES = 120;
/** Refused by Windows (and `/` by all), control characters, and what would hide a file or climb out of its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken out.
const UNFIT = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
/** Device names of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file's name without extension, fit for every system. */
export function recordingName(pattern: string, { stream, at }: NameParts): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const words: Readonly<Record<string, string>> = {
    stream: cut(stream, LONGEST_STREAM_BYTES),
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.'),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (all, word: string) => words[word] ?? all);
  const fit = cut(filled.replace(UNFIT, '-'), LONGEST_NAME_BYTES).replace(/^[\s.]+|[\s.]+$/g, '');
  return fit === '' ? 'recording' : RESERVED.test(fit) ? `_${fit}` : fit;
}

/** No longer than so many bytes of UTF-8, and no half character. */
function cut(text: string, bytes: number): string {
  let left = bytes;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
