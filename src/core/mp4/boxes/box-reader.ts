/** A box within bytes that are there: its body lies from `from` to `to`. */
export interface Mp4Box {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Boxes one after the other (ISO/IEC 14496-12, 4.2). One that claims more than there is ends them. */
export function* boxesIn(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Mp4Box> {
  for (let at = from; at + 8 <= to; ) {
    const reader = new BoxReader(bytes, at, to);
    const size = reader.u32();
    const type = reader.type();
    const whole = size === 1 ? reader.u64() : size === 0 ? to - at : size;
    if (whole < reader.at - at || at + whole > to) return;
    yield { type, from: reader.at, to: at + whole };
    at += whole;
  }
}

/** The first box of a type. */
export function boxOf(bytes: Uint8Array, type: string, from = 0, to = bytes.length): Mp4Box | undefined {
  for (const box of boxesIn(bytes, from, to)) if (box.type === type) return box;
  return undefined;
}

/** The box that a path of types leads to. */
export function boxAt(bytes: Uint8Array, path: readonly string[], from = 0, to = bytes.length): Mp4Box | undefined {
  let box: Mp4Box | undefined = { type: '', from, to };
  for (const type of path) box = box && boxOf(bytes, type, box.from, box.to);
  return box;
}

/** Reads a box's fields, big-endian. Past the end it yields 0 and sets `overrun`, which stays set. */
export class BoxReader {
  overrun = false;
  at: number;
  readonly #view: DataView;
  readonly #to: number;

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = from;
    this.#to = Math.min(to, bytes.length);
  }

  get left(): number {
    return this.#to - this.at;
  }

  u8(): number {
    return this.#take(1) ? this.#view.getUint8(this.at - 1) : 0;
  }

  u16(): number {
    return this.#take(2) ? this.#view.getUint16(this.at - 2) : 0;
  }

  u32(): number {
    return this.#take(4) ? this.#view.getUint32(this.at - 4) : 0;
  }

  i32(): number {
    return this.#take(4) ? this.#view.getInt32(this.at - 4) : 0;
  }

  /** Exact below 2^53. */
  u64(): number {
    return this.u32() * 2 ** 32 + this.u32();
  }

  f64(): number {
    return this.#take(8) ? this.#view.getFloat64(this.at - 8) : 0;
  }

  i64(): number {
    return this.i32() * 2 ** 32 + this.u32();
  }

  /** A type of four characters, whatever they are. */
  type(): string {
    return String.fromCharCode(this.u8(), this.u8(), this.u8(), this.u8());
  }

  skip(bytes: number): this {
    this.#take(bytes);
    return this;
  }

  #take(bytes: number): boolean {
    if (this.at + bytes > this.#to) {
      this.overrun = true;
      return false;
    }
    this.at += bytes;
    return true;
  }
}
