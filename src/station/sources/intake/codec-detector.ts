import { detectCodec } from '#core/bitstream/detect-codec';
import { type ForeignFormat, foreignFormatOf } from '#core/bitstream/foreign-format';
import type { PictureCodec } from '#core/media/access-unit';

/** What may come before the first start code, until H.264 is taken for granted. */
const MAX_UNDECIDED_BYTES = 64 * 1024;
/** SOI and the first byte of the marker behind it (T.81, B.1.1.3). */
const JPEG_START = [0xff, 0xd8, 0xff];

/** What a connection's first bytes show. */
export type Detected =
  | { readonly codec: PictureCodec; readonly bytes: Uint8Array }
  /** They are no video that can be read. */
  | { readonly foreign: ForeignFormat };

/** Keeps a connection's first bytes until they show its codec. */
export class CodecDetector {
  #undecided: Uint8Array | undefined;

  /** @returns the codec and all bytes so far; `undefined` while too little has come */
  push(bytes: Uint8Array): Detected | undefined {
    const all = this.#undecided ? new Uint8Array(Buffer.concat([this.#undecided, bytes])) : bytes;
    const foreign = foreignFormatOf(all);
    if (foreign !== undefined && foreign !== 'none') {
      this.#undecided = undefined;
      return { foreign };
    }
    const codec =
      (foreign === 'none' ? codecOf(all) : undefined) ?? (all.length > MAX_UNDECIDED_BYTES ? 'h264' : undefined);
    this.#undecided = codec ? undefined : all.slice();
    return codec && { codec, bytes: all };
  }

  reset(): void {
    this.#undecided = undefined;
  }
}

function codecOf(bytes: Uint8Array): PictureCodec | undefined {
  const isJpeg = JPEG_START.every((byte, at) => bytes[at] === byte);
  return isJpeg ? 'jpeg' : detectCodec(bytes);
}
