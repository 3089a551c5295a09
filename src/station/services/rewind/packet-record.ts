import { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';

/** A record is written once it holds so much, or once its first packet is so old: a record of each would be mostly index. */
const FULL_BYTES = 8 * 1024;
const OLD_US = 500_000;
const HEAD_BYTES = 10;

/**
 * Gathers the packets of a vehicle's link into records of the rewind buffer: `f64 time µs | u16 length | packet`, one behind
 * another, big-endian. Bounded: a full one is taken before another packet goes in.
 */
export class PacketGatherer {
  readonly #bytes = new Uint8Array(FULL_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #firstUs = 0;
  #lastUs = 0;

  /** Of the last packet in it, on the station's clock. */
  get lastUs(): number {
    return this.#lastUs;
  }

  /** Whether what was gathered is to be taken before this packet. */
  isDue(packet: Uint8Array, us: number): boolean {
    return this.#length > 0 && (this.#length + HEAD_BYTES + packet.length > FULL_BYTES || us - this.#firstUs >= OLD_US);
  }

  /** Copies a packet. One that is longer than a record is left out: no protocol has such. */
  add(packet: Uint8Array, us: number): void {
    if (this.#length + HEAD_BYTES + packet.length > FULL_BYTES) return;
    if (this.#length === 0) this.#firstUs = us;
    this.#lastUs = us;
    this.#view.setFloat64(this.#length, us);
    this.#view.setUint16(this.#length + 8, packet.length);
    this.#bytes.set(packet, this.#length + HEAD_BYTES);
    this.#length += HEAD_BYTES + packet.length;
  }

  /** @returns the record, of its own memory; `undefined` where nothing was gathered */
  take(): Uint8Array | undefined {
    if (this.#length === 0) return undefined;
    const record = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return record;
  }
}

/** The packets of a record, with their times on the station's clock; a record that is cut ends before. */
export function packetsOf(record: Uint8Array): TlogBlock {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const block = new TlogBlock();
  for (let at = 0; at + HEAD_BYTES <= record.length; ) {
    const end = at + HEAD_BYTES + view.getUint16(at + 8);
    if (end > record.length) break;
    block.add(record.subarray(at + HEAD_BYTES, end), view.getFloat64(at));
    at = end;
  }
  return block;
}
