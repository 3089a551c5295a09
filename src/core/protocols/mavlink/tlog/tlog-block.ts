import { GrowingBytes } from '../../../growing-bytes';
import { MAX_PACKET_BYTES } from '../packet';
import { TLOG_HEAD_BYTES, writeTlogTime } from './time';

/** Some dozens of packets. */
const FIRST_BYTES = 2 * 1024;
/** One that holds this much takes no more. */
const FULL_BYTES = 256 * 1024;
/** The longest record. */
export const MAX_TLOG_RECORD_BYTES = TLOG_HEAD_BYTES + MAX_PACKET_BYTES;

/**
 * Records of a `.tlog` as they are gathered, their times still on a clock of the program's own: what the wall's clock says is
 * known by who writes them. One copy a packet.
 */
export class TlogBlock {
  readonly #bytes = new GrowingBytes(FIRST_BYTES);
  /** Where each record begins, and its time: in pairs. */
  readonly #heads: number[] = [];
  /** Records before this one are not written. */
  #first = 0;

  get isFull(): boolean {
    return this.#bytes.length > FULL_BYTES - MAX_TLOG_RECORD_BYTES;
  }

  get packets(): number {
    return this.#heads.length / 2 - this.#first;
  }

  /** @param us on the program's clock */
  add(packet: Uint8Array, us: number): void {
    this.#heads.push(this.#bytes.take(TLOG_HEAD_BYTES), us);
    this.#bytes.put(packet);
  }

  /** Leaves out what came up to then, which somebody has already; times never fall. */
  dropUntil(us: number): void {
    while (this.packets > 0 && this.#heads[2 * this.#first + 1]! <= us) this.#first++;
  }

  /** When the last one came; `undefined` where there is none. */
  get lastUs(): number | undefined {
    return this.packets > 0 ? this.#heads.at(-1) : undefined;
  }

  /** The records, to be written; nothing is added any more. @param zeroUs 0 of the program's clock, in µs since 1970 */
  written(zeroUs: number): Uint8Array {
    const { view } = this.#bytes;
    for (let at = 0; at < this.#heads.length; at += 2)
      writeTlogTime(view, this.#heads[at]!, zeroUs + this.#heads[at + 1]!);
    return this.packets > 0 ? this.#bytes.bytes.subarray(this.#heads[2 * this.#first]) : new Uint8Array(0);
  }
}
