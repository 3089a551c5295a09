import type { BitWriter } from '../bit-writer';
import { CONTEXT_COUNT, initContexts } from '../picture-end/cabac-contexts';
import { AFTER, RANGE_LPS } from '../picture-end/cabac-transitions';

const I_SLICE = -1;

/** The arithmetic encoder of an I slice, 9.3.4; simple rather than fast, for pictures that are made once. */
export class CabacEncoder {
  readonly #out: BitWriter;
  readonly #contexts = new Uint8Array(CONTEXT_COUNT);
  #low = 0;
  #range = 510;
  #outstanding = 0;
  #isFirst = true;

  /** @param out at a byte's beginning. @param SliceQPY 0..51 */
  constructor(out: BitWriter, SliceQPY: number) {
    this.#out = out;
    initContexts(this.#contexts, I_SLICE, SliceQPY);
  }

  /** Begins contexts like others, in places that an I slice has no use for. */
  likeOthers(ctxIdx: number, others: number, count: number): void {
    this.#contexts.copyWithin(ctxIdx, others, others + count);
  }

  /** EncodeDecision */
  bin(ctxIdx: number, value: number): void {
    const context = this.#contexts[ctxIdx]!;
    const rangeLps = RANGE_LPS[((this.#range & 0xc0) << 1) | context]!;
    this.#range -= rangeLps;
    const isLps = value !== (context & 1);
    if (isLps) {
      this.#low += this.#range;
      this.#range = rangeLps;
    }
    this.#contexts[ctxIdx] = AFTER[context | (isLps ? 0x80 : 0)]!;
    this.#renormalize();
  }

  /** EncodeTerminate. Behind a 1 the slice's rbsp_stop_one_bit is the one bit that is left to write. */
  terminate(value: number): void {
    this.#range -= 2;
    if (value === 0) return this.#renormalize();
    this.#low += this.#range;
    this.#range = 2;
    this.#renormalize();
    this.#put((this.#low >> 9) & 1);
    this.#out.u(1, (this.#low >> 8) & 1);
  }

  #renormalize(): void {
    while (this.#range < 256) {
      if (this.#low < 256) this.#put(0);
      else if (this.#low >= 512) {
        this.#low -= 512;
        this.#put(1);
      } else {
        this.#low -= 256;
        this.#outstanding++;
      }
      this.#range <<= 1;
      this.#low <<= 1;
    }
  }

  #put(bit: number): void {
    if (this.#isFirst) this.#isFirst = false;
    else this.#out.u(1, bit);
    for (; this.#outstanding > 0; this.#outstanding--) this.#out.u(1, 1 - bit);
  }
}
