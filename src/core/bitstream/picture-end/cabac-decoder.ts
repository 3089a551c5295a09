import { CONTEXT_COUNT } from './cabac-contexts';
import { AFTER, RANGE_LPS } from './cabac-transitions';
import type { RbspBuffer } from './rbsp-buffer';

/**
 * The arithmetic decoding engine, 9.3.3.2, over an RBSP that may still grow.
 *
 * It reads up to three bytes ahead of the standard's own position, so `value` holds codIOffset with `ahead` bits of the
 * future below it. Those bits never decide a bin: codIRange shifted left by `ahead` ends in as many zeros. What has not
 * arrived is therefore harmless as long as `position` stays within the bits present; a caller that finds it beyond goes
 * back to its last `mark`, which keeps only bits that were really consumed.
 */
export class CabacDecoder {
  /** 2 * pStateIdx + valMPS for each ctxIdx. */
  readonly contexts = new Uint8Array(CONTEXT_COUNT);

  /** codIRange. */
  range = 510;
  value = 0;
  /** Bits in `value` below codIOffset. */
  ahead = 0;
  /** Index of the next byte to load. */
  next = 0;
  /** The RBSP's bytes; set anew whenever the buffer may have moved. */
  bytes: Uint8Array;

  readonly #markedContexts = new Uint8Array(CONTEXT_COUNT);
  #markedRange = 510;
  #markedOffset = 0;
  #markedPosition = 0;

  readonly #rbsp: RbspBuffer;

  constructor(rbsp: RbspBuffer) {
    this.#rbsp = rbsp;
    this.bytes = rbsp.bytes;
  }

  /** Bits of the RBSP consumed, as the standard counts them. */
  get position(): number {
    return this.next * 8 - this.ahead;
  }

  /** The buffer got more bytes and may have moved. */
  refresh(): void {
    this.bytes = this.#rbsp.bytes;
  }

  /** Begins at a byte of the RBSP, 9.3.1.2. False is an illegal codIOffset. */
  start(byteIndex: number): boolean {
    this.range = 510;
    this.#restart(byteIndex * 8 + 9, 0);
    this.value |= ((this.bytes[byteIndex]! << 1) | (this.bytes[byteIndex + 1]! >> 7)) << this.ahead;
    return this.value >> this.ahead < 510;
  }

  /** Keeps the state, to which `rewind` returns. */
  mark(): void {
    this.#markedContexts.set(this.contexts);
    this.#markedRange = this.range;
    this.#markedOffset = this.value >> this.ahead;
    this.#markedPosition = this.position;
  }

  rewind(): void {
    this.contexts.set(this.#markedContexts);
    this.range = this.#markedRange;
    this.#restart(this.#markedPosition, this.#markedOffset);
  }

  /** Takes the state back from a loop that kept it in local variables. */
  resume(range: number, value: number, ahead: number, next: number): void {
    this.range = range;
    this.value = value;
    this.ahead = ahead;
    this.next = next;
  }

  /** DecodeDecision, 9.3.3.2.1. */
  bin(ctxIdx: number): number {
    const context = this.contexts[ctxIdx]!;
    const rangeLps = RANGE_LPS[((this.range & 0xc0) << 1) | context]!;
    const range = this.range - rangeLps;
    const scaled = range << this.ahead;
    // All ones where the bin is the least probable symbol. Branches on it would be mispredicted every other time.
    const lps = (scaled - this.value - 1) >> 31;
    this.value -= scaled & lps;
    const next = range + ((rangeLps - range) & lps);
    this.contexts[ctxIdx] = AFTER[context | (lps & 0x80)]!;
    const shift = Math.clz32(next) - 23;
    this.range = next << shift;
    this.ahead -= shift;
    if (this.ahead < 0) this.load();
    return (context ^ lps) & 1;
  }

  /** DecodeBypass, 9.3.3.2.3. */
  bypass(): number {
    if (--this.ahead < 0) this.load();
    const scaled = this.range << this.ahead;
    if (this.value < scaled) return 0;
    this.value -= scaled;
    return 1;
  }

  /**
   * DecodeTerminate, 9.3.3.2.2.3. After a 1 the last bit consumed is the last that the encoder flushed (9.3.4.5): the
   * rbsp_stop_one_bit of a slice, or the bit before the pcm_alignment_zero_bits.
   */
  terminate(): number {
    this.range -= 2;
    if (this.value >= this.range << this.ahead) return 1;
    if (this.range < 256) {
      this.range <<= 1;
      if (--this.ahead < 0) this.load();
    }
    return 0;
  }

  /** Two more bytes below what there is. */
  load(): void {
    const bytes = this.bytes;
    const next = this.next;
    this.value = (this.value << 16) | (bytes[next]! << 8) | bytes[next + 1]!;
    this.next = next + 2;
    this.ahead += 16;
  }

  /** Sets `position`, and loads what else its byte holds below codIOffset. */
  #restart(position: number, offset: number): void {
    const rest = (8 - (position & 7)) & 7;
    this.next = (position + 7) >> 3;
    this.ahead = rest;
    this.value = rest === 0 ? offset : (offset << rest) | (this.bytes[this.next - 1]! & ((1 << rest) - 1));
  }
}
