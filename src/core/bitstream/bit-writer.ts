/** Writes the bits of an RBSP in the standard's own terms; simple rather than fast: it is for parameter sets, not for pictures. */
export class BitWriter {
  #bits = '';

  /** Bits so far. */
  get length(): number {
    return this.#bits.length;
  }

  /** As text, `0` and `1`. */
  get bits(): string {
    return this.#bits;
  }

  u(n: number, value: number): this {
    this.#bits += value.toString(2).padStart(n, '0');
    return this;
  }

  ue(...values: number[]): this {
    for (const value of values) {
      const code = (value + 1).toString(2);
      this.#bits += '0'.repeat(code.length - 1) + code;
    }
    return this;
  }

  se(...values: number[]): this {
    return this.ue(...values.map((value) => (value > 0 ? 2 * value - 1 : -2 * value)));
  }

  /** The NAL unit with its trailing bits and emulation prevention. */
  nal(header: number): Uint8Array {
    const bits = `${this.#bits}1`;
    const rbsp = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
    const out = [header];
    let zeros = 0;
    for (const byte of rbsp.map((text) => Number.parseInt(text, 2))) {
      if (zeros >= 2 && byte <= 3) {
        out.push(3);
        zeros = 0;
      }
      out.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    return Uint8Array.from(out);
  }
}
