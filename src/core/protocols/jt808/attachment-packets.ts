import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';
import { u32 } from './bytes/codec';
import { decodeGbk } from './bytes/gbk';
import { fixedText } from './bytes/text';
import type { OtherParser } from './interleaved';

/** `30 31 63 64`, with which each packet begins (T/JSATL 12-2017, 4.7). */
export const ATTACHMENT_MAGIC = [0x30, 0x31, 0x63, 0x64] as const;
const NAME_BYTES = 50;
const HEAD_BYTES = ATTACHMENT_MAGIC.length + NAME_BYTES + 8;

export interface AttachmentEvents {
  /**
   * A stretch of a file, as much of a packet as has come. None may throw.
   *
   * @param offset from the file's beginning, bytes
   * @param data void once this returns
   */
  data(name: string, offset: number, data: Uint8Array): void;
  /** Bytes that began like a packet and are none. */
  fault(): void;
}

/**
 * Reads the packets that carry an alarm's attachments, in any chunking, and keeps no more than a packet's head. A packet
 * that is longer than its file is the receiver's to find.
 */
export class AttachmentPackets implements OtherParser {
  readonly #events: AttachmentEvents;
  readonly #head = new Uint8Array(HEAD_BYTES);
  #headLength = 0;
  #name = '';
  #offset = 0;
  /** Bytes of the packet that have not come. */
  #left = 0;

  constructor(events: AttachmentEvents) {
    this.#events = events;
  }

  push(chunk: Uint8Array): Uint8Array | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const data = chunk.subarray(at, at + this.#left);
        at += data.length;
        this.#left -= data.length;
        this.#offset += data.length;
        this.#events.data(this.#name, this.#offset - data.length, data);
        continue;
      }
      const magic = ATTACHMENT_MAGIC[this.#headLength];
      if (magic !== undefined && chunk[at] !== magic) {
        // Behind a whole packet whatever comes is another's; behind half a magic there is a fault besides.
        if (this.#headLength > 0) this.#events.fault();
        this.#headLength = 0;
        return chunk.subarray(at);
      }
      this.#head[this.#headLength++] = chunk[at++]!;
      if (this.#headLength === HEAD_BYTES) this.#begin();
    }
    return undefined;
  }

  #begin(): void {
    const from = new ByteReader(this.#head.subarray(ATTACHMENT_MAGIC.length));
    this.#name = nameOf(from.bytes(NAME_BYTES));
    this.#offset = from.u32();
    this.#left = from.u32();
    this.#headLength = 0;
  }
}

/** Writes a packet. @param data fewer than 2³² bytes */
export function writeAttachmentPacket(name: string, offset: number, data: Uint8Array): Uint8Array {
  const to = new ByteWriter();
  to.bytes(Uint8Array.from(ATTACHMENT_MAGIC));
  fixedText(NAME_BYTES).write(to, name);
  u32.write(to, offset);
  u32.write(to, data.length);
  to.bytes(data);
  return to.finish();
}

/** Up to its first zero: what stands behind it is not always zeros. */
function nameOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeGbk(end === -1 ? bytes : bytes.subarray(0, end));
}
