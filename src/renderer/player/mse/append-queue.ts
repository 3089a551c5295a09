/** More than any group that a station keeps; a buffer that takes nothing any more must not cost memory for ever. */
const MAX_BYTES = 48 * 1024 * 1024;
/** What has been seen of a stream's past is let go of once there is so much of it, in seconds. */
const PAST_S = 10;

/** Hands bytes to a `SourceBuffer` one piece of work at a time, as it demands, and lets go of what has been seen. */
export class AppendQueue {
  readonly #buffer: SourceBuffer;
  readonly #fail: (error: unknown) => void;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  /** @param fail hears what the buffer threw; nothing is appended any more then */
  constructor(buffer: SourceBuffer, fail: (error: unknown) => void) {
    this.#buffer = buffer;
    this.#fail = fail;
    buffer.addEventListener('updateend', () => this.#go());
  }

  /** @returns whether there was room */
  append(parts: readonly Uint8Array[]): boolean {
    for (const part of parts) this.#waitingBytes += part.length;
    if (this.#waitingBytes > MAX_BYTES) return false;
    this.#waiting.push(...parts);
    this.#go();
    return true;
  }

  /**
   * Lets go of what lies before a key picture that has been shown. Never of what lies behind one: the buffer would take all up
   * to the next with it (MSE, coded frame removal).
   */
  trim(keyTimeS: number): void {
    const { buffered, updating } = this.#buffer;
    if (updating || buffered.length === 0 || keyTimeS - buffered.start(0) < PAST_S) return;
    this.#try(() => this.#buffer.remove(0, keyTimeS));
  }

  #go(): void {
    if (this.#buffer.updating || this.#waiting.length === 0) return;
    // One copy, which the buffer needs anyway: it takes its bytes in one piece.
    const joined = new Uint8Array(this.#waitingBytes);
    let at = 0;
    for (const part of this.#waiting) {
      joined.set(part, at);
      at += part.length;
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#try(() => this.#buffer.appendBuffer(joined));
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }
}
