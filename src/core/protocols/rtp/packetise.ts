import { nalUnitsOf } from '../../bitstream/avcc';
import type { RtpCodec } from './payload-format';

/** Bytes of a payload that pass any network without being cut. */
const MAX_PAYLOAD_BYTES = 1200;
const FIXED_BYTES = 12;

export interface RtpPacketiserOptions {
  readonly codec: RtpCodec;
  readonly ssrc: number;
  /** 96–127; 96 where nothing is said. */
  readonly payloadType?: number;
  /** Of the first packet; a sender chooses it at random. */
  readonly firstSequence?: number;
  readonly maxPayloadBytes?: number;
}

/** Makes packets of RTP of pictures: single NAL units, and fragments of those that are longer (RFC 6184, RFC 7798). */
export class RtpPacketiser {
  readonly #options: Required<Omit<RtpPacketiserOptions, 'firstSequence'>>;
  #sequence: number;

  constructor({
    firstSequence = 0,
    payloadType = 96,
    maxPayloadBytes = MAX_PAYLOAD_BYTES,
    ...rest
  }: RtpPacketiserOptions) {
    this.#options = { ...rest, payloadType, maxPayloadBytes };
    this.#sequence = firstSequence;
  }

  /**
   * The packets of the next picture, in their order; the last one has the marker.
   *
   * @param data an Annex B byte stream of one access unit
   * @param timestamp in 1/90,000 s; begins again after 2³²
   */
  packets(data: Uint8Array, timestamp: number): Uint8Array[] {
    const payloads = nalUnitsOf(data).flatMap((nal) => this.#payloadsOf(nal));
    return payloads.map((payload, at) => this.#packet(payload, timestamp, at === payloads.length - 1));
  }

  #payloadsOf(nal: Uint8Array): Uint8Array[] {
    const { codec, maxPayloadBytes } = this.#options;
    if (nal.length <= maxPayloadBytes) return [nal];
    const headerBytes = codec === 'h264' ? 1 : 2;
    const type = codec === 'h264' ? nal[0]! & 0x1f : (nal[0]! >> 1) & 0x3f;
    const head = codec === 'h264' ? [(nal[0]! & 0xe0) | 28] : [(nal[0]! & 0x81) | (49 << 1), nal[1]!];
    const room = maxPayloadBytes - head.length - 1;
    const parts: Uint8Array[] = [];
    for (let at = headerBytes; at < nal.length; at += room) {
      const flags = (at === headerBytes ? 0x80 : 0) | (at + room >= nal.length ? 0x40 : 0);
      const part = nal.subarray(at, at + room);
      const payload = new Uint8Array(head.length + 1 + part.length);
      payload.set(head);
      payload[head.length] = flags | type;
      payload.set(part, head.length + 1);
      parts.push(payload);
    }
    return parts;
  }

  #packet(payload: Uint8Array, timestamp: number, marker: boolean): Uint8Array {
    const { ssrc, payloadType } = this.#options;
    const packet = new Uint8Array(FIXED_BYTES + payload.length);
    const view = new DataView(packet.buffer);
    packet[0] = 0x80;
    packet[1] = (marker ? 0x80 : 0) | payloadType;
    view.setUint16(2, this.#sequence);
    view.setUint32(4, timestamp >>> 0);
    view.setUint32(8, ssrc);
    packet.set(payload, FIXED_BYTES);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    return packet;
  }
}
