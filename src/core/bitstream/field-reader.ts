import { BitReader } from './bit-reader';
import type { ParseFault } from './parameter-set-types';

/**
 * Reads the named fields of a parameter set with their ranges. The first fault sticks: from there on every field reads
 * as 0, so that a parser runs on to its end in bounded time and looks at `fault` once.
 */
export class FieldReader {
  /** The first thing that was wrong. */
  fault: ParseFault | undefined;
  readonly #bits: BitReader;
  readonly #marks = new Map<string, number>();

  /** @param nal a whole NAL unit from its header byte, without start code. */
  constructor(nal: Uint8Array) {
    this.#bits = new BitReader(nal);
  }

  /** Bits of the NAL unit that have been read, its header and emulation prevention bytes included. */
  get bitOffset(): number {
    return this.#bits.bitOffset;
  }

  /** Remembers a place for those who rewrite the set, unless something was wrong before it. */
  mark(place: string): void {
    if (!this.fault) this.#marks.set(place, this.#bits.bitOffset);
  }

  /** @returns bits from the header byte, as `bitOffset`; `undefined` where the parser did not come there */
  placeOf(place: string): number | undefined {
    return this.#marks.get(place);
  }

  /** u(n), 0..32 bits, at most `max` where it is given. */
  u(field: string, n: number, max = 0xffffffff): number {
    const bitOffset = this.#bits.bitOffset;
    return this.#checked(field, bitOffset, this.fault ? 0 : this.#bits.u(n), 0, max);
  }

  flag(field: string): boolean {
    return this.u(field, 1) === 1;
  }

  /** ue(v), 0..`max`. */
  ue(field: string, max: number): number {
    const bitOffset = this.#bits.bitOffset;
    return this.#checked(field, bitOffset, this.fault ? 0 : this.#bits.ue(), 0, max);
  }

  /** se(v), `min`..`max`. */
  se(field: string, min: number, max: number): number {
    const bitOffset = this.#bits.bitOffset;
    return this.#checked(field, bitOffset, this.fault ? 0 : this.#bits.se(), min, max);
  }

  moreRbspData(): boolean {
    return this.fault === undefined && this.#bits.moreRbspData();
  }

  /** Names a fault that only several fields together show. */
  reject(fault: ParseFault['fault'], field: string): void {
    this.fault ??= { fault, field, bitOffset: this.#bits.bitOffset };
  }

  #checked(field: string, bitOffset: number, value: number, min: number, max: number): number {
    if (this.fault) return 0;
    if (this.#bits.overrun) this.fault = { fault: 'truncated', field, bitOffset };
    else if (value < min || value > max) this.fault = { fault: 'out-of-range', field, bitOffset };
    return this.fault ? 0 : value;
  }
}
