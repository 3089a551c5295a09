import { joinBytes } from '../../join-bytes';
import type { PesHeader } from './pes';
import type { PesEvents } from './pes-reader';

/** Longer than any of sound or telemetry: PES_packet_length has 16 bits. */
const MAX_GATHERED_BYTES = 0x10000;

/** Gathers the whole payload of each PES packet. */
export class GatheredPes implements PesEvents {
  readonly #whole: (payload: Uint8Array, header: PesHeader) => void;
  readonly #onLost: () => void;
  #header: PesHeader | undefined;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** @param whole one payload, in a piece of its own */
  constructor(whole: (payload: Uint8Array, header: PesHeader) => void, lost: () => void = () => undefined) {
    this.#whole = whole;
    this.#onLost = lost;
  }

  begin(header: PesHeader): void {
    this.#drop();
    this.#header = header;
  }

  data(payload: Uint8Array): void {
    if (!this.#header) return;
    this.#bytes += payload.length;
    if (this.#bytes > MAX_GATHERED_BYTES) return this.#drop();
    this.#parts.push(payload);
  }

  end(): void {
    const header = this.#header;
    const payload = joinBytes(this.#parts);
    this.#drop();
    if (header && payload.length > 0) this.#whole(payload, header);
  }

  lost(): void {
    this.#drop();
    this.#onLost();
  }

  #drop(): void {
    this.#header = undefined;
    this.#parts = [];
    this.#bytes = 0;
  }
}
