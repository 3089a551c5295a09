const texts = new WeakMap<Uint8Array, string>();

/** A JPEG's base64, made once for all viewers of the picture. */
export function base64Once(jpeg: Uint8Array): string {
  let text = texts.get(jpeg);
  if (text === undefined) {
    text = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength).toString('base64');
    texts.set(jpeg, text);
  }
  return text;
}
