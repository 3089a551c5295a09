import { joinBytes } from '../../join-bytes';
import { SYNC_BYTE, TS_PACKET_BYTES } from './packet';

/**
 * From one sync byte to the next: plain; with a time of arrival of 4 bytes in front (M2TS of recorders); with 16 bytes of
 * Reed-Solomon parity behind (DVB).
 */
const STRIDES = [188, 192, 204] as const;
const MOST_STRIDE = 204;
/** So many sync bytes at one distance are no chance. */
const SYNCS = 3;

export interface TsSplitterEvents {
  /** The packet that lies at `at`; its bytes are never written again, and may be kept. */
  packet(bytes: Uint8Array, at: number): void;
  /** What came where a packet was to begin was none: what lies before the next is passed over. */
  lostSync(): void;
}

/** Cuts bytes in any chunking, of a stream or of datagrams, into transport packets (ISO/IEC 13818-1, 2.4.3.1). Chunks must not be written again. */
export class TsPacketSplitter {
  readonly #events: TsSplitterEvents;
  /** `undefined` while packets are looked for. */
  #stride: number | undefined;
  /** What is not decided yet, less than three packets. */
  #rest = new Uint8Array();
  /** Bytes behind a packet that belong to none. */
  #skip = 0;

  constructor(events: TsSplitterEvents) {
    this.#events = events;
  }

  /** From one packet to the next, in bytes; `undefined` until that is known. */
  get stride(): number | undefined {
    return this.#stride;
  }

  push(chunk: Uint8Array): void {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    let bytes = skipped === 0 ? chunk : chunk.subarray(skipped);
    if (this.#rest.length > 0 && this.#stride !== undefined) bytes = this.#complete(bytes);
    else if (this.#rest.length > 0) {
      bytes = joinBytes([this.#rest, bytes]);
      this.#rest = new Uint8Array();
    }
    if (bytes.length > 0) this.#split(bytes);
  }

  /** Fills up the packet whose beginning came before. @returns what lies behind it, or all where it is none */
  #complete(bytes: Uint8Array): Uint8Array {
    const rest = this.#rest;
    this.#rest = new Uint8Array();
    const taken = Math.min(TS_PACKET_BYTES - rest.length, bytes.length);
    const packet = joinBytes([rest, bytes.subarray(0, taken)]);
    if (packet.length < TS_PACKET_BYTES) {
      this.#rest = packet;
      return new Uint8Array();
    }
    this.#events.packet(packet, 0);
    const behind = taken + this.#stride! - TS_PACKET_BYTES;
    this.#skip = Math.max(0, behind - bytes.length);
    return bytes.subarray(behind);
  }

  #split(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#stride === undefined) {
        at = this.#seek(bytes, at);
        if (this.#stride === undefined) break;
      }
      if (bytes[at] !== SYNC_BYTE) {
        this.#stride = undefined;
        this.#events.lostSync();
        continue;
      }
      if (at + TS_PACKET_BYTES > bytes.length) break;
      this.#events.packet(bytes, at);
      at += this.#stride;
    }
    this.#skip = Math.max(0, at - bytes.length);
    this.#rest = bytes.slice(at);
  }

  /** @returns where packets begin, or from where on that is not decided */
  #seek(bytes: Uint8Array, from: number): number {
    const decided = bytes.length - (SYNCS - 1) * MOST_STRIDE;
    for (let at = bytes.indexOf(SYNC_BYTE, from); at !== -1; at = bytes.indexOf(SYNC_BYTE, at + 1)) {
      this.#stride = STRIDES.find((stride) => isSynced(bytes, at, stride));
      if (this.#stride !== undefined || at >= decided) return at;
    }
    return bytes.length;
  }
}

function isSynced(bytes: Uint8Array, at: number, stride: number): boolean {
  for (let n = 1; n < SYNCS; n++) if (bytes[at + n * stride] !== SYNC_BYTE) return false;
  return true;
}
