import { PacketOrder } from '../../media/packet-order';
import { AvcPayloadReader } from './avc-payload';
import { detectRtpCodec } from './detect-codec';
import { HevcPayloadReader } from './hevc-payload';
import { type RtpPacket, readRtpPacket } from './packet';
import type { MalformedReason, NalEvents, PayloadReader, RtpCodec } from './payload-format';
import { Reception } from './reception';

/** Units of a video payload's clock in a second (RFC 6184, 8.2.1; RFC 7798, 7.1). */
export const VIDEO_CLOCK_RATE = 90_000;

/** When the bytes that are told arrived, and when their picture was taken. */
export interface RtpTimes {
  readonly receiveUs: number;
  /** On the sender's clock from an unknown beginning, ms; it goes on where the timestamp begins again after its end. */
  readonly timestampMs: number;
}

/** Who hears of one sender's pictures, at once and in order. */
export interface RtpEvents {
  /** What follows continues nothing that was told before: a first or another sender. */
  begin(codec: RtpCodec): void;
  /**
   * The next bytes of an Annex B byte stream, void once this returns.
   *
   * @param isMarked the sender marks the last packet of a picture, so that `endPicture` will tell its end
   */
  bytes(data: Uint8Array, receiveUs: number, isMarked: boolean): void;
  /** Behind what was told a picture ends, as its sender says. */
  endPicture(times: RtpTimes): void;
  /** The picture that is open misses a part: what was told of it is void, and the rest will not come. */
  lost(): void;
  /** Something in a packet was no NAL unit. */
  malformed(reason: MalformedReason): void;
}

export interface RtpReceiverOptions {
  /** Absent: told by the payloads. */
  readonly codec?: RtpCodec | undefined;
  /** Absent: that of the first packet that shows its codec. */
  readonly payloadType?: number | undefined;
  /** How long a packet waits for an earlier one, in µs; absent: until the second next picture begins, 100 ms at most. */
  readonly reorderUs?: number | undefined;
  /** Pictures of which a part is missing are told as well, without it. */
  readonly showDamaged?: boolean;
}

/** How a codec's payloads are read. */
const READERS: Readonly<Record<RtpCodec, new (events: NalEvents) => PayloadReader>> = {
  h264: AvcPayloadReader,
  h265: HevcPayloadReader,
};

/** A sender that was silent for so long may be followed by another at once. */
const SILENT_US = 500_000;
/** So many packets of another, and none of the one that is heard: it has taken the other's place. */
const MAX_OTHERS = 16;
/** So many pictures in a row that only the next one's timestamp ended: the sender does not mark ends. */
const MAX_UNMARKED = 2;

/** What there is to know of a reception. */
export interface RtpCounts {
  /** Datagrams that were no packet of RTP. */
  readonly unreadable: number;
  /** Packets of other senders, or of payload types that are not read. */
  readonly others: number;
  /** Packets that came twice, or behind their time. */
  readonly late: number;
}

/**
 * Takes the datagrams of one sender of H.264 or H.265 over RTP: puts them in order, takes their payloads apart, and tells
 * where pictures end. Of several senders on one port the first is heard until it is silent, or has been replaced.
 *
 * After a loss the rest of the picture is passed over, and the next one, too, where its beginning may be what was lost: a
 * picture is told whole or not at all.
 *
 * Ownership: keeps datagrams that wait for others, whose bytes must not be used again.
 */
export class RtpReceiver {
  readonly #events: RtpEvents;
  readonly #options: RtpReceiverOptions;
  readonly #counts = { unreadable: 0, others: 0, late: 0 };
  #order: PacketOrder<RtpPacket>;
  #reader: PayloadReader | undefined;
  #codec: RtpCodec | undefined;
  #payloadType: number | undefined;
  #reception: Reception | undefined;
  #heardUs = Number.NEGATIVE_INFINITY;
  #othersInARow = 0;
  /** Of the packet that was told last. */
  #timestamp: number | undefined;
  #timestampMs = 0;
  /** Bytes were told behind which no picture has ended. */
  #isOpen = false;
  /** Of the picture that is open a slice was told. */
  #hasSlice = false;
  #unmarked = 0;
  /** Something was lost, and no packet since is known to begin a picture. */
  #isBroken = false;
  /** Of the picture of which a part was lost. */
  #brokenTimestamp: number | undefined;
  #receiveUs = 0;

  constructor(events: RtpEvents, options: RtpReceiverOptions = {}) {
    this.#events = events;
    this.#options = options;
    this.#order = this.#newOrder();
  }

  get codec(): RtpCodec | undefined {
    return this.#codec;
  }

  get payloadType(): number | undefined {
    return this.#payloadType;
  }

  get counts(): RtpCounts {
    return this.#counts;
  }

  /** Of the sender that is heard. */
  get reception(): Reception | undefined {
    return this.#reception;
  }

  /** Whether the sender marks the last packet of each picture. */
  get isMarked(): boolean {
    return this.#unmarked < MAX_UNMARKED;
  }

  /** When `expire` has something to give up, in µs; `undefined` while nothing waits. */
  get deadlineUs(): number | undefined {
    return this.#order.deadlineUs;
  }

  /** Gives up packets that have been waited for too long. */
  expire(nowUs: number): void {
    this.#order.expire(nowUs);
  }

  /** The sender has said that it ends: the next one is heard at once. */
  bye(ssrc: number): void {
    if (this.#reception?.ssrc === ssrc) this.#heardUs = Number.NEGATIVE_INFINITY;
  }

  /** Takes the next datagram. @returns whether it is of the stream that is read */
  push(datagram: Uint8Array, receiveUs: number): boolean {
    const packet = readRtpPacket(datagram);
    if (!packet) {
      this.#counts.unreadable++;
      return false;
    }
    if (!this.#isOurs(packet, receiveUs)) {
      this.#counts.others++;
      return false;
    }
    this.#heardUs = receiveUs;
    this.#othersInARow = 0;
    this.#reception?.came(packet.sequence, packet.timestamp, receiveUs);
    this.#order.push(packet, receiveUs);
    return true;
  }

  #isOurs(packet: RtpPacket, receiveUs: number): boolean {
    const reception = this.#reception;
    if (reception?.ssrc === packet.ssrc) return packet.payloadType === this.#payloadType;
    if (reception && receiveUs - this.#heardUs < SILENT_US && ++this.#othersInARow < MAX_OTHERS) return false;
    const codec = this.#codecOf(packet);
    if (!codec) return false;
    this.#begin(packet, codec);
    return true;
  }

  /** @returns `undefined` of a packet that is none of video, or does not show its codec */
  #codecOf({ payloadType, payload }: RtpPacket): RtpCodec | undefined {
    const { codec, payloadType: wanted } = this.#options;
    if (wanted !== undefined && payloadType !== wanted) return undefined;
    const found = detectRtpCodec(payload);
    if (codec === undefined) return found;
    // What is described is believed, of a payload type that has no meaning of its own.
    return wanted !== undefined || payloadType >= 96 ? codec : found === codec ? codec : undefined;
  }

  #begin({ ssrc, sequence, payloadType }: RtpPacket, codec: RtpCodec): void {
    this.#codec = codec;
    this.#payloadType = payloadType;
    this.#reception = new Reception(ssrc, sequence, VIDEO_CLOCK_RATE);
    this.#reader = new READERS[codec]({
      begins: (header) => this.#isWanted(header),
      bytes: (data) => this.#tell(data),
      malformed: (reason) => this.#malformed(reason),
    });
    this.#order = this.#newOrder();
    this.#timestamp = undefined;
    this.#isOpen = false;
    // What comes first may be a middle.
    this.#isBroken = true;
    this.#brokenTimestamp = undefined;
    this.#unmarked = 0;
    this.#events.begin(codec);
  }

  #newOrder(): PacketOrder<RtpPacket> {
    const { reorderUs } = this.#options;
    return new PacketOrder<RtpPacket>(
      {
        packet: (packet, receiveUs) => this.#take(packet, receiveUs),
        lost: () => this.#lost(),
        late: () => {
          this.#counts.late++;
        },
      },
      reorderUs === undefined
        ? { isTooLate: (first, last) => first.timestamp !== last.timestamp }
        : { waitUs: reorderUs },
    );
  }

  #take(packet: RtpPacket, receiveUs: number): void {
    const { payload, marker, timestamp } = packet;
    const isNext = timestamp !== this.#timestamp;
    if (isNext && this.#isOpen) this.#endUnmarked();
    if (isNext) {
      this.#advance(timestamp);
      this.#hasSlice = false;
    }
    if (payload.length === 0 || this.#isPassedOver(packet)) return;
    this.#receiveUs = receiveUs;
    this.#reader?.push(payload);
    if (!marker || !this.#isOpen) return;
    this.#unmarked = 0;
    this.#end();
  }

  /** The last picture's end was not marked, or nothing was told of it but what belongs to the next. */
  #endUnmarked(): void {
    this.#unmarked++;
    this.#end();
  }

  #end(): void {
    this.#isOpen = false;
    this.#hasSlice = false;
    this.#events.endPicture({ receiveUs: this.#receiveUs, timestampMs: this.#timestampMs });
  }

  #advance(timestamp: number): void {
    // The shorter way round: pictures may come in another order than they are shown in.
    const ahead = this.#timestamp === undefined ? 0 : (timestamp - this.#timestamp) | 0;
    this.#timestamp = timestamp;
    this.#timestampMs += (ahead * 1000) / VIDEO_CLOCK_RATE;
  }

  /** Whether a packet belongs to a picture of which a part is missing. */
  #isPassedOver({ payload, timestamp }: RtpPacket): boolean {
    if (!this.#isBroken) return false;
    if (timestamp !== this.#brokenTimestamp && this.#reader?.beginsPicture(payload)) {
      this.#isBroken = false;
      return false;
    }
    this.#brokenTimestamp = timestamp;
    return true;
  }

  #lost(): void {
    this.#reader?.lost();
    if (!this.#options.showDamaged) {
      this.#isBroken = true;
      // Of a picture that has not ended the rest is passed over, even what could begin one.
      this.#brokenTimestamp = this.#isOpen ? this.#timestamp : undefined;
      this.#isOpen = false;
    }
    this.#events.lost();
  }

  /** GStreamer 1.22 repeats the parameter sets in front of each slice of a key picture, where they would begin another. */
  #isWanted(header: number): boolean {
    const role = this.#reader?.roleOf(header);
    if (role === 'slice') this.#hasSlice = true;
    return !(role === 'before' && this.#hasSlice);
  }

  #tell(data: Uint8Array): void {
    this.#isOpen = true;
    this.#events.bytes(data, this.#receiveUs, this.isMarked);
  }

  #malformed(reason: MalformedReason): void {
    this.#events.malformed(reason);
    // Of a unit whose first part is missing the loss is known.
    if (reason !== 'type' && !(reason === 'orphan' && this.#options.showDamaged)) this.#lost();
  }
}
