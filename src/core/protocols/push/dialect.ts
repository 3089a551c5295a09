import type { PushInput } from './messages';
import { readPushPacket } from './packet';
import { readPushSound } from './sound';

/**
 * Tells one producer's dialect by its messages. Until a message is a packet in every respect, all are pieces of a byte
 * stream; from then on all must be packets, so that a broken one is a fault and not a picture of noise.
 */
export class PushDialect {
  #framed = false;

  /** Takes the producer's next binary message. What is returned refers to its bytes. */
  read(message: Uint8Array): PushInput {
    const sound = readPushSound(message);
    if (sound) {
      this.#framed = true;
      return { kind: 'sound', sound };
    }
    const read = readPushPacket(message);
    if (read.ok) {
      this.#framed = true;
      return { kind: 'packet', packet: read.packet };
    }
    return this.#framed ? { kind: 'fault', fault: read.fault } : { kind: 'bytes', bytes: message };
  }
}
