import type { DataType, MediaPacket, SimBytes, Subpackage } from './messages';
import { writePacket } from './packet';

/** What most terminals put into a packet. */
const BODY_BYTES = 950;

/** Whose packets they are. */
export interface PacketiserOptions {
  /** Digits of the SIM number. */
  readonly sim: string;
  readonly simBytes?: SimBytes;
  readonly channel: number;
  /** Longest body, 1..65535. */
  readonly bodyBytes?: number;
  /** Of the first packet. */
  readonly firstSequence?: number;
}

/** A frame to be sent. */
export type OutgoingFrame = Pick<
  MediaPacket,
  'payloadType' | 'timestampMs' | 'lastIFrameIntervalMs' | 'lastFrameIntervalMs'
> & {
  readonly dataType: DataType;
  readonly data: Uint8Array;
};

/** Cuts one channel's frames into packets, as a camera does. */
export class Packetiser {
  readonly #options: Required<Omit<PacketiserOptions, 'firstSequence'>>;
  #sequence: number;

  constructor({ simBytes = 6, bodyBytes = BODY_BYTES, firstSequence = 0, ...options }: PacketiserOptions) {
    this.#options = { ...options, simBytes, bodyBytes };
    this.#sequence = firstSequence;
  }

  /** The packets of the next frame, in the order in which they are sent. */
  packets({ data, ...frame }: OutgoingFrame): Uint8Array<ArrayBuffer>[] {
    const { bodyBytes, sim, simBytes, channel } = this.#options;
    const count = Math.max(1, Math.ceil(data.length / bodyBytes));
    return Array.from({ length: count }, (_, index) => {
      const sequence = this.#sequence;
      this.#sequence = (sequence + 1) & 0xffff;
      const body = data.subarray(index * bodyBytes, (index + 1) * bodyBytes);
      const place = { sequence, subpackage: subpackageOf(index, count), marker: index === count - 1 };
      return writePacket({ ...frame, ...place, sim, simBytes, channel, body });
    });
  }
}

function subpackageOf(index: number, count: number): Subpackage {
  if (count === 1) return 'atomic';
  if (index === 0) return 'first';
  return index === count - 1 ? 'last' : 'middle';
}
