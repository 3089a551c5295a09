import { type AccessUnit, asBeginning, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { KeyGate } from '#core/media/key-gate';
import { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import type { Telemetry } from '#core/telemetry/telemetry';

/** What a recorder is given, in the order in which it came. */
export type RecordItem =
  | { readonly type: 'picture'; readonly unit: AccessUnit }
  | { readonly type: 'sound'; readonly chunk: AudioChunk }
  | { readonly type: 'telemetry'; readonly values: Telemetry; readonly receiveUs: number }
  /** Packets of the vehicle's link that came before the next picture to begin with; their times are on the station's clock. */
  | { readonly type: 'packets'; readonly block: TlogBlock }
  | { readonly type: 'mark'; readonly us: number; readonly text: string | undefined }
  /** So many pictures were left out here. */
  | { readonly type: 'loss'; readonly pictures: number };

/** Ten seconds of 25 Mbit/s, and of fifty telemetry messages a second besides sixty pictures. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ITEMS = 4000;
/** Half a minute of a link of 1 Mbit/s. What is more is left out, and costs no picture. */
const MAX_PACKET_BYTES = 4 * 1024 * 1024;

/**
 * What waits between the hub and the disk. A picture costs the live path one push. A disk that cannot follow costs
 * pictures up to the next entry, and they are counted.
 */
export class Inbox {
  readonly #most: { readonly bytes: number; readonly items: number };
  readonly #gate = new KeyGate();
  #items: RecordItem[] = [];
  #bytes = 0;
  #loss = 0;
  /** The last of the items that takes packets still. */
  #block: TlogBlock | undefined;
  #packetBytes = 0;

  constructor(most = { bytes: MAX_BYTES, items: MAX_ITEMS }) {
    this.#most = most;
  }

  /** Pictures that were left out since the beginning, before the first entry excepted. */
  lost = 0;
  /** Packets of the vehicle's link that were left out, since the last `take`. */
  lostPackets = 0;

  picture(unit: AccessUnit): void {
    const hasRoom = this.#hasRoom(unit.data.length);
    if (!this.#gate.admit(isEntry(unit), hasRoom)) {
      this.lost++;
      this.#loss++;
      return;
    }
    // A file may begin here.
    if (isEntry(unit)) this.#block = undefined;
    const follows = this.#loss === 0;
    if (!follows) this.#items.push({ type: 'loss', pictures: this.#loss });
    this.#loss = 0;
    this.#push({ type: 'picture', unit: follows ? unit : asBeginning(unit) }, unit.data.length);
  }

  /** Anything but a picture; dropped where there is no room. */
  add(item: Exclude<RecordItem, { type: 'picture' | 'loss' | 'packets' }>): void {
    const bytes = item.type === 'sound' ? item.chunk.data.length : 0;
    if (this.#hasRoom(bytes)) this.#push(item, bytes);
  }

  /** A packet of the vehicle's link, which is copied. @param us on the station's clock */
  packet(bytes: Uint8Array, us: number): void {
    if (this.#packetBytes + bytes.length > MAX_PACKET_BYTES || !(this.#block || this.#hasRoom(0))) {
      this.lostPackets++;
      return;
    }
    if (!this.#block || this.#block.isFull) {
      this.#block = new TlogBlock();
      this.#push({ type: 'packets', block: this.#block }, 0);
    }
    this.#block.add(bytes, us);
    this.#packetBytes += bytes.length;
  }

  take(): readonly RecordItem[] {
    const items = this.#items;
    this.#block = undefined;
    this.#packetBytes = 0;
    this.lostPackets = 0;
    this.#items = [];
    this.#bytes = 0;
    return items;
  }

  #hasRoom(bytes: number): boolean {
    return this.#items.length < this.#most.items && this.#bytes + bytes <= this.#most.bytes;
  }

  #push(item: RecordItem, bytes: number): void {
    this.#items.push(item);
    this.#bytes += bytes;
  }
}
