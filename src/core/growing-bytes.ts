/** A buffer that doubles when it is full: what writers of fields write into. */
export class GrowingBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;

  /** @param capacity bytes to begin with; one that is enough saves a copy */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Bytes taken so far. */
  get length(): number {
    return this.#length;
  }

  /** All that was taken: a view, void after the next `take`. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Over the whole buffer; void after the next `take`. */
  get view(): DataView {
    return this.#view;
  }

  /** Where so many new bytes, all zero, begin. */
  take(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }

  /** Takes as many bytes as these and copies them there. */
  put(bytes: Uint8Array): void {
    const at = this.take(bytes.length);
    this.#bytes.set(bytes, at);
  }
}
