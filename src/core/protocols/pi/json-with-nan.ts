/** A string (closed or not) or a word that Python's `json` writes and JSON does not know. No part of it can match twice. */
const STRING_OR_WORD = /"(?:[^"\\]|\\[\s\S])*"?|-?Infinity|NaN/g;

/** Puts `null` for each bare NaN, Infinity and −Infinity; strings are left alone. Linear in the text. */
export function replaceNaN(text: string): string {
  return text.replace(STRING_OR_WORD, (match) => (match.startsWith('"') ? match : 'null'));
}

/** Reads JSON as Python may write it, with bare NaN and infinities, which become `null`. Never throws. */
export function parseJsonWithNaN(text: string): { value: unknown } | { fault: string } {
  for (const candidate of [() => text, () => replaceNaN(text)]) {
    try {
      return { value: JSON.parse(candidate()) as unknown };
    } catch {
      // The second candidate, or the fault below.
    }
  }
  return { fault: `not JSON, ${text.length} characters` };
}
