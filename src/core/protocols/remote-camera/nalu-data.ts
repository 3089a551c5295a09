const LENGTH_BYTES = 4;

/** Which of the two ways a phone's NAL units are told apart. */
export type NaluFraming = 'avcc' | 'annex-b';

/**
 * Makes Annex B of a message's NAL units, in place: a start code is as long as the length that it replaces.
 *
 * Some bytes could be read both ways. Lengths that lead to exactly the last byte are no accident, so they are tried first;
 * what does not add up must begin with a start code.
 *
 * @param data NAL units behind 32-bit lengths (ISO/IEC 14496-15, lengthSizeMinusOne 3), or Annex B; written into
 * @returns how they were told apart; `undefined` where it is neither, and then nothing was written
 */
export function toAnnexB(data: Uint8Array): NaluFraming | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (addsUp(view)) {
    for (let at = 0; at < data.length; ) {
      const length = view.getUint32(at);
      view.setUint32(at, 1);
      at += LENGTH_BYTES + length;
    }
    return 'avcc';
  }
  return startsWithCode(data) ? 'annex-b' : undefined;
}

function addsUp(view: DataView): boolean {
  let at = 0;
  while (at + LENGTH_BYTES < view.byteLength) {
    const length = view.getUint32(at);
    if (length === 0) return false;
    at += LENGTH_BYTES + length;
  }
  return at === view.byteLength && at > 0;
}

function startsWithCode([a, b, c, d]: Uint8Array): boolean {
  return a === 0 && b === 0 && (c === 1 || (c === 0 && d === 1));
}
