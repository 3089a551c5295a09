/** Line breaks and tabs of every script. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Control characters, which a terminal obeys, and those that turn the direction of what follows: `gpj.exe` reads `exe.jpg`. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}]/gu;
/** Refused by Windows, and `/` by all. */
const UNFIT = /[<>:"/\\|?*]/g;
/** Hidden files, options of a command line, what climbs out of a folder; Windows drops spaces and full stops at the end. */
const ENDS = /^[\s.-]+|[\s.]+$/g;
/** Device names of Windows, with any extension: learn.microsoft.com, “Naming Files, Paths, and Namespaces”. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)/i;

/** Text from outside as one line of characters that only stand for themselves. For names, logs and terminals. */
export function oneLine(text: string): string {
  return text.replace(BREAKS, ' ').replace(UNSEEN, '');
}

/**
 * A name for a file or a folder, without extension, fit for every system and every command line.
 *
 * @param maxBytes of UTF-8
 * @param otherwise where nothing is left of it
 */
export function fileNameOf(text: string, maxBytes: number, otherwise: string): string {
  const fit = cutBytes(oneLine(text).replace(UNFIT, '-').replace(ENDS, ''), maxBytes).replace(ENDS, '');
  return fit === '' ? otherwise : RESERVED.test(fit) ? `_${fit}` : fit;
}

/** No longer than so many bytes of UTF-8, and no half character. */
export function cutBytes(text: string, bytes: number): string {
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
