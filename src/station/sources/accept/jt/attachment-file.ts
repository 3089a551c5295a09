/** A stretch of a file, bytes. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** Stretches of a file that may lie apart, until it is given up. */
const MAX_STRETCHES = 1024;
/** As many as the byte of 0x9212 counts. */
const MAX_MISSING = 255;

/** One file that comes in stretches, in any order and more than once. */
export class AttachmentFile {
  readonly data: Uint8Array;
  /** What has come, in order, never touching. */
  #come: Stretch[] = [];

  /** @param bytes of the whole, as the terminal said */
  constructor(bytes: number) {
    this.data = new Uint8Array(bytes);
  }

  /** Takes a stretch. @returns false where it lies beyond the file, or there are too many apart: it is not taken */
  take(offset: number, data: Uint8Array): boolean {
    const end = offset + data.length;
    if (end > this.data.length) return false;
    const last = this.#come.at(-1);
    // The usual case: what follows on what came.
    if (last && last.offset + last.length === offset) {
      this.#come[this.#come.length - 1] = { offset: last.offset, length: last.length + data.length };
    } else if (this.#come.length >= MAX_STRETCHES) return false;
    else if (data.length > 0) this.#come = joined([...this.#come, { offset, length: data.length }]);
    this.data.set(data, offset);
    return true;
  }

  /** What has not come, the first of it. */
  missing(): readonly Stretch[] {
    const missing: Stretch[] = [];
    let at = 0;
    for (const { offset, length } of this.#come) {
      if (offset > at) missing.push({ offset: at, length: offset - at });
      at = Math.max(at, offset + length);
    }
    if (at < this.data.length) missing.push({ offset: at, length: this.data.length - at });
    return missing.slice(0, MAX_MISSING);
  }
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((a, b) => a.offset - b.offset);
  const apart: Stretch[] = [];
  for (const one of sorted) {
    const last = apart.at(-1);
    if (!last || last.offset + last.length < one.offset) apart.push(one);
    else {
      const end = Math.max(last.offset + last.length, one.offset + one.length);
      apart[apart.length - 1] = { offset: last.offset, length: end - last.offset };
    }
  }
  return apart;
}
