/**
 * GBK, both ways and without loss: text that a terminal cut in the middle of a character, or that never was GBK, is given
 * back byte for byte. A byte that is no character becomes a lone surrogate, U+DC80..U+DCFF, as Python's `surrogateescape`
 * has it; screens show it as a replacement mark.
 */

/** The runtime's own decoder holds the table of GBK; every browser and Node has it, though no library of ours names it. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const FIRST_TRAIL = 0x40;
const LAST_TRAIL = 0xfe;
const TRAILS = LAST_TRAIL - FIRST_TRAIL + 1;
const ESCAPE = 0xdc00;
const QUESTION_MARK = 0x3f;

/** Bytes → text. Total: any bytes are some text, and `encodeGbk` gives the same bytes back. */
export function decodeGbk(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      continue;
    }
    const character = characterOf(byte, bytes[at + 1] ?? 0);
    if (character !== 0) at++;
    text += String.fromCharCode(character || ESCAPE + byte);
  }
  return text;
}

/**
 * Text → bytes. What GBK has no character for becomes a question mark.
 *
 * @param longest at most so many bytes; a character that does not fit whole is left out, with all behind it
 */
export function encodeGbk(text: string, longest = Number.POSITIVE_INFINITY): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const pair = code < 0x80 ? 0 : pairOf(code);
    if (bytes.length + (pair ? 2 : 1) > longest) break;
    if (pair) bytes.push(pair >> 8, pair & 0xff);
    else bytes.push(code < 0x80 ? code : isEscape(code) ? code - ESCAPE : QUESTION_MARK);
  }
  return Uint8Array.from(bytes);
}

/** Text as people are shown it: without the padding with which some terminals fill their fields on either side. */
export function withoutPadding(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isPadding(text.charCodeAt(from))) from++;
  while (to > from && isPadding(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isPadding(code: number): boolean {
  return code === 0 || code === 0x20;
}

function isEscape(code: number): boolean {
  return code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;
}

/** Made when first needed: most messages are ASCII. */
let tables: { readonly characters: Uint16Array; readonly pairs: Uint16Array } | undefined;

/** @returns 0 where the two bytes are no character. */
function characterOf(lead: number, trail: number): number {
  if (lead < FIRST_LEAD || lead > LAST_LEAD || trail < FIRST_TRAIL || trail > LAST_TRAIL) return 0;
  tables ??= makeTables();
  return tables.characters[(lead - FIRST_LEAD) * TRAILS + trail - FIRST_TRAIL]!;
}

/** @returns 0 where GBK has no such character. */
function pairOf(code: number): number {
  tables ??= makeTables();
  return tables.pairs[code] ?? 0;
}

/** Decodes each pair there can be, one a line. A character that two pairs stand for belongs to the first. */
function makeTables() {
  const lines: number[] = [];
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++) lines.push(lead, trail, 0x0a);
  }
  const characters = new Uint16Array(lines.length / 3);
  const pairs = new Uint16Array(0x10000);
  const decoded = new TextDecoder('gbk').decode(Uint8Array.from(lines)).split('\n');
  for (const [index, line] of decoded.entries()) {
    const code = line.charCodeAt(0);
    if (line.length !== 1 || code < 0x80 || code === 0xfffd || pairs[code] !== 0) continue;
    characters[index] = code;
    pairs[code] = (lines[index * 3]! << 8) | lines[index * 3 + 1]!;
  }
  return { characters, pairs };
}
