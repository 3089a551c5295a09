import { kernelDrops, type UdpEnd } from './udp-drops';

const LOOK_MS = 1000;

export interface DropWatchOptions {
  readonly end: UdpEnd;
  /** So many more were lost since it was told last. */
  readonly onDrops: (count: number) => void;
  readonly look?: (end: UdpEnd) => Promise<number | undefined>;
}

/** Looks once a second, while datagrams come, whether the system lost some that found no room in a socket's buffer. */
export class DropWatch {
  readonly #options: DropWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #told = 0;
  #isClosed = false;

  constructor(options: DropWatchOptions) {
    this.#options = options;
  }

  /** A datagram came: where some are lost, others come. */
  came(): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => void this.#look(), LOOK_MS).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { end, onDrops, look = kernelDrops } = this.#options;
    const drops = (await look(end)) ?? this.#told;
    this.#timer = undefined;
    // A counter of 32 bits begins anew after its end.
    if (drops > this.#told && !this.#isClosed) onDrops(drops - this.#told);
    this.#told = drops;
  }
}
