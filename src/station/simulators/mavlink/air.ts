import { randomBytes, randomInt } from 'node:crypto';

/** Sent before every n-th packet. */
const NOISE_EVERY = 7;
/** Beginnings that promise a whole packet, and one of an id that nobody has defined. */
const FALSE_STARTS = [
  [0xfd, 255, 0, 0, 1, 1, 1, 30, 0, 0],
  [0xfe, 255, 1, 1, 1, 30],
  [0xff, 0xfe, 0xfd],
  [0xfd, 3, 0, 0, 9, 1, 1, 0xdb, 0xea, 0, 1, 2, 3, 4, 5],
] as const;

/** What the way does to packets: some are lost, and noise comes between. */
export class Air {
  readonly #noise: boolean;
  readonly #loss: number;
  #count = 0;

  /** @param loss 0..100 */
  constructor({ noise = false, loss = 0 }: { readonly noise?: boolean; readonly loss?: number }) {
    this.#noise = noise;
    this.#loss = loss;
  }

  /** @returns what comes out where a packet goes in; empty where it is lost */
  through(packet: Uint8Array): Uint8Array {
    if (this.#loss > 0 && randomInt(1_000_000) < this.#loss * 10_000) return new Uint8Array(0);
    if (!this.#noise || this.#count++ % NOISE_EVERY !== 0) return packet;
    const falseStart = FALSE_STARTS[randomInt(FALSE_STARTS.length)] ?? [];
    return Buffer.concat([randomBytes(randomInt(20)), Uint8Array.from(falseStart), packet]);
  }
}
