import { type AccessUnit, asBeginning, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { KeyGate } from '#core/media/key-gate';
import type { Telemetry } from '#core/telemetry/telemetry';

/** What a recorder is given, in the order in which it came. */
export type RecordItem =
  | { readonly type: 'picture'; readonly unit: AccessUnit }
  | { readonly type: 'sound'; readonly chunk: AudioChunk }
  | { readonly type: 'telemetry'; readonly values: Telemetry; readonly receiveUs: number }
  | { readonly type: 'mark'; readonly us: number; readonly text: string | undefined }
  /** So many pictures were left out here. */
  | { readonly type: 'loss'; readonly pictures: number };

/** Ten seconds of 25 Mbit/s, and of fifty telemetry messages a second besides sixty pictures. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ITEMS = 4000;

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

  constructor(most = { bytes: MAX_BYTES, items: MAX_ITEMS }) {
    this.#most = most;
  }

  /** Pictures that were left out since the beginning, before the first entry excepted. */
  lost = 0;

  picture(unit: AccessUnit): void {
    const hasRoom = this.#hasRoom(unit.data.length);
    if (!this.#gate.admit(isEntry(unit), hasRoom)) {
      this.lost++;
      this.#loss++;
      return;
    }
    const follows = this.#loss === 0;
    if (!follows) this.#items.push({ type: 'loss', pictures: this.#loss });
    this.#loss = 0;
    this.#push({ type: 'picture', unit: follows ? unit : asBeginning(unit) }, unit.data.length);
  }

  /** Anything but a picture; dropped where there is no room. */
  add(item: Exclude<RecordItem, { type: 'picture' | 'loss' }>): void {
    const bytes = item.type === 'sound' ? item.chunk.data.length : 0;
    if (this.#hasRoom(bytes)) this.#push(item, bytes);
  }

  take(): readonly RecordItem[] {
    const items = this.#items;
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
