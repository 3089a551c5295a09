import type { DataType, MediaFault, MediaFrame, MediaPacket } from './messages';

/** Who hears of frames and faults, at once and in order. */
export interface FrameEvents {
  frame(frame: MediaFrame): void;
  fault(fault: MediaFault): void;
}

export interface FrameLimits {
  readonly bytes: number;
  readonly packets: number;
  /** From its first packet to its last, in µs. */
  readonly durationUs: number;
}

const DEFAULT_LIMITS: FrameLimits = { bytes: 4 * 1024 * 1024, packets: 8192, durationUs: 5e6 };

/** Memory that several assemblers share. */
export interface FrameMemory {
  /** Returns false where there is no more. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

const UNLIMITED: FrameMemory = { take: () => true, giveBack: () => undefined };
const FIRST_CAPACITY = 16 * 1024;
/** What a part keeps while no frame is open. */
const MAX_IDLE_CAPACITY = 256 * 1024;

/**
 * Puts one channel's frames together from packets in their order. A frame is handed on with its last packet, and only whole.
 * Which pictures may be shown after a loss is decided by their own bits, further on: some cameras flag their I pictures as P or B.
 *
 * Pictures, sound and transparent data may lie between each other's packets.
 */
export class FrameAssembler {
  readonly #events: FrameEvents;
  readonly #video: OpenFrame;
  readonly #audio: OpenFrame;
  readonly #transparent: OpenFrame;
  /** What is left of a picture after a loss has been told with it. */
  #isRestOfLoss = false;

  constructor(events: FrameEvents, options: { readonly limits?: FrameLimits; readonly memory?: FrameMemory } = {}) {
    const { limits = DEFAULT_LIMITS, memory = UNLIMITED } = options;
    this.#events = events;
    this.#video = new OpenFrame(limits, memory);
    this.#audio = new OpenFrame(limits, memory);
    this.#transparent = new OpenFrame(limits, memory);
  }

  /** Takes the channel's next packet. Nothing of it is kept but a copy of its body where its frame is not whole. */
  push(packet: MediaPacket, receiveUs: number): void {
    const open = this.#openFor(packet.dataType);
    if (isVideo(packet.dataType) && (packet.subpackage === 'atomic' || packet.subpackage === 'first')) {
      this.#isRestOfLoss = false;
    }
    switch (packet.subpackage) {
      case 'atomic':
        if (open.drop()) this.#broken(packet.dataType, 'unfinished-frame');
        return this.#emit(packet, packet.body, receiveUs);
      case 'first':
        if (open.drop()) this.#broken(packet.dataType, 'unfinished-frame');
        if (!open.begin(packet, receiveUs)) this.#broken(packet.dataType, 'oversize-frame');
        return;
      default:
        return this.#continue(open, packet, receiveUs);
    }
  }

  /** Packets never came, in front of the next one: whatever is open is not whole. */
  lost(packets: number): void {
    this.#events.fault({ kind: 'lost-packets', packets });
    for (const open of [this.#video, this.#audio, this.#transparent]) open.drop();
    this.#isRestOfLoss = true;
  }

  /** Lets go of all memory. */
  end(): void {
    for (const open of [this.#video, this.#audio, this.#transparent]) open.end();
  }

  #continue(open: OpenFrame, packet: MediaPacket, receiveUs: number): void {
    const { first } = open;
    if (!first && this.#isRestOfLoss && isVideo(packet.dataType)) return;
    if (!first) return this.#broken(packet.dataType, 'no-beginning');
    if (first.dataType !== packet.dataType || first.payloadType !== packet.payloadType) {
      open.drop();
      return this.#broken(packet.dataType, 'unfinished-frame');
    }
    if (!open.add(packet.body, receiveUs)) return this.#broken(packet.dataType, 'oversize-frame');
    if (packet.subpackage !== 'last') return;
    this.#emit(first, open.bytes, receiveUs);
    open.drop();
  }

  #emit({ dataType, payloadType, timestampMs }: MediaPacket, data: Uint8Array, receiveUs: number): void {
    if (data.length === 0) return;
    this.#events.frame({ dataType, payloadType, receiveUs, data, ...(timestampMs !== undefined && { timestampMs }) });
  }

  #broken(dataType: DataType, kind: Exclude<MediaFault['kind'], 'lost-packets'>): void {
    if (isVideo(dataType)) this.#isRestOfLoss = true;
    this.#events.fault({ kind });
  }

  #openFor(dataType: DataType): OpenFrame {
    if (dataType === 'audio') return this.#audio;
    return dataType === 'transparent' ? this.#transparent : this.#video;
  }
}

/** A frame whose last packet has not come, in a buffer that is used again. */
class OpenFrame {
  readonly #limits: FrameLimits;
  readonly #memory: FrameMemory;
  #buffer = new Uint8Array(0);
  #length = 0;
  #packets = 0;
  #sinceUs = 0;
  /** Its first packet, whose body is not to be looked at; `undefined` where none is open. */
  first: MediaPacket | undefined;

  constructor(limits: FrameLimits, memory: FrameMemory) {
    this.#limits = limits;
    this.#memory = memory;
  }

  /** What has come of it, until the next call. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  begin(packet: MediaPacket, receiveUs: number): boolean {
    this.first = packet;
    this.#length = 0;
    this.#packets = 0;
    this.#sinceUs = receiveUs;
    return this.add(packet.body, receiveUs);
  }

  /** Returns false, and drops the frame, where that is more than a frame may be. */
  add(body: Uint8Array, receiveUs: number): boolean {
    const { bytes, packets, durationUs } = this.#limits;
    const length = this.#length + body.length;
    const fits = length <= bytes && ++this.#packets <= packets && receiveUs - this.#sinceUs <= durationUs;
    if (!fits || !this.#reserve(length)) {
      this.drop();
      return false;
    }
    this.#buffer.set(body, this.#length);
    this.#length = length;
    return true;
  }

  /** Returns whether there was one. */
  drop(): boolean {
    const was = this.first !== undefined;
    this.first = undefined;
    this.#length = 0;
    if (this.#buffer.length > MAX_IDLE_CAPACITY) this.end();
    return was;
  }

  end(): void {
    this.#memory.giveBack(this.#buffer.length);
    this.#buffer = new Uint8Array(0);
    this.#length = 0;
    this.first = undefined;
  }

  #reserve(length: number): boolean {
    const before = this.#buffer.length;
    if (length <= before) return true;
    const capacity = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(length)));
    if (!this.#memory.take(capacity - before)) return false;
    const larger = new Uint8Array(capacity);
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
    return true;
  }
}

function isVideo(dataType: DataType): boolean {
  return dataType === 'i' || dataType === 'p' || dataType === 'b';
}
