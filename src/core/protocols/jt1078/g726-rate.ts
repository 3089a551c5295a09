import type { CodedBits } from '../../media/g726';

/** So much sound tells its rate: timestamps are whole ms, and some cameras round them to pictures. */
const ENOUGH_MS = 400;
/** Timestamps that stand still or leap tell nothing. */
const LONGEST_GAP_MS = 500;

/** At which of G.726's rates a camera sends, which nothing in its packets says: bytes over the time that they last. */
export class G726Rate {
  #bits: CodedBits | undefined;
  #bytes = 0;
  #ms = 0;
  #before: { readonly timestampMs: number; readonly bytes: number } | undefined;

  /** Takes one piece. @returns bits of a coded sample; `undefined` until there was enough, or of none of the rates */
  add(timestampMs: number, bytes: number, sampleRateHz: number): CodedBits | undefined {
    const before = this.#before;
    this.#before = { timestampMs, bytes };
    const ms = before ? timestampMs - before.timestampMs : 0;
    if (before && ms > 0 && ms < LONGEST_GAP_MS) {
      this.#bytes += before.bytes;
      this.#ms += ms;
    }
    if (this.#ms < ENOUGH_MS) return this.#bits;
    this.#bits = codedBits((this.#bytes * 8000) / (this.#ms * sampleRateHz));
    this.#bytes = 0;
    this.#ms = 0;
    return this.#bits;
  }
}

function codedBits(measured: number): CodedBits | undefined {
  const bits = Math.round(measured);
  if (Math.abs(measured - bits) > 0.3) return undefined;
  return bits === 2 || bits === 3 || bits === 4 || bits === 5 ? bits : undefined;
}
