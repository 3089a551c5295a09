import type { Codec } from './codec';
import { decodeGbk, encodeGbk } from './gbk';

/** A field of `width` bytes, filled up with zeros behind the text. Zeros in front of it, and spaces, are kept. */
export function fixedText(width: number): Codec<string> {
  return {
    read: (from) => {
      const bytes = from.bytes(width);
      let end = bytes.length;
      while (end > 0 && bytes[end - 1] === 0) end--;
      return decodeGbk(bytes.subarray(0, end));
    },
    write: (to, text) => {
      const bytes = encodeGbk(text, width);
      to.bytes(bytes);
      to.zeros(width - bytes.length);
    },
  };
}

/** A text of up to 255 bytes with its length in front. */
export const prefixedText: Codec<string> = {
  read: (from) => decodeGbk(from.bytes(from.u8())),
  write: (to, text) => {
    const bytes = encodeGbk(text, 0xff);
    to.u8(bytes.length);
    to.bytes(bytes);
  },
};

/** A text up to the end of the body. */
export const remainingText: Codec<string> = {
  read: (from) => decodeGbk(from.bytes(from.remaining)),
  write: (to, text) => to.bytes(encodeGbk(text)),
};
