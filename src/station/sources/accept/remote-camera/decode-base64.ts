/**
 * Decodes standard base64 in one pass.
 *
 * @returns `undefined` where the text has a character that is none of base64's, or is cut off. Node's decoder skips what it
 *   does not know, which shows in the length.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  if (digits % 4 === 1 || (padding > 0 && text.length % 4 !== 0)) return undefined;
  const data = Buffer.from(text, 'base64');
  return data.length === Math.floor((digits * 3) / 4) ? data : undefined;
}
