/** A box at the top level of a file, or the part of it that is there. */
export interface BoxPlace {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Bytes that tell a box's type and size. */
export const BOX_HEAD_BYTES = 16;

/**
 * Reads a box's head.
 *
 * @param head its first 16 bytes, or as many as there are
 * @param offset where it lies
 * @returns `undefined` where these bytes are no box
 */
export function readBoxHead(head: Uint8Array, offset: number): BoxPlace | undefined {
  if (head.length < 8) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const type = String.fromCharCode(...head.subarray(4, 8));
  if (!/^[\x20-\x7e]{4}$/.test(type)) return undefined;
  const size = view.getUint32(0);
  const bytes = size === 1 ? (head.length >= 16 ? view.getUint32(8) * 2 ** 32 + view.getUint32(12) : 0) : size;
  return bytes >= 8 ? { type, offset, bytes } : undefined;
}
