import { DecoderFeed } from '../bitstream/decoder-start/decoder-feed';
import type { FedPicture } from '../bitstream/decoder-start/decoder-start';
import type { AccessUnit } from '../media/access-unit';

/** Pictures that wait for the first right one; more of them go on as they are. */
const MAX_HIDDEN = 600;
const MAX_HIDDEN_BYTES = 32 * 1024 * 1024;

/**
 * Makes a film whole behind a loss where it goes on at an entry that is no IDR picture: a decoder begins anew with a grey IDR
 * picture, and what it is not to show lies, a µs each, right before the first picture that is right. So the last good
 * picture lasts until then.
 *
 * A film's own beginning stays as it came: decoders that read recovery points show nothing before the first right picture.
 */
export class LeadIn {
  readonly #feed = new DecoderFeed<FedPicture>((picture) => this.#sort(picture));
  #hasBegun = false;
  #hidden: FedPicture[] = [];
  #hiddenBytes = 0;
  #out: AccessUnit[] = [];

  /** @returns what the film goes on with, in order; empty while it waits for a picture that is right */
  take(unit: AccessUnit): readonly AccessUnit[] {
    if (!this.#hasBegun || !this.#mayHide) {
      this.#hasBegun = true;
      return [...this.#release(unit), unit];
    }
    this.#out = [];
    this.#feed.next(unit, false);
    return this.#out;
  }

  get #mayHide(): boolean {
    return this.#hidden.length < MAX_HIDDEN && this.#hiddenBytes < MAX_HIDDEN_BYTES;
  }

  #sort(picture: FedPicture): void {
    if (!picture.hidden) {
      this.#out.push(...this.#release(picture), picture);
      return;
    }
    this.#hidden.push(picture);
    this.#hiddenBytes += picture.data.length;
  }

  /** What is hidden, just before a picture in time. */
  #release({ receiveUs, captureUs }: AccessUnit): readonly AccessUnit[] {
    const count = this.#hidden.length;
    if (count === 0) return this.#hidden;
    const moved = this.#hidden.map(({ captureUs: _, hidden: __, ...picture }, at): AccessUnit => {
      const beforeUs = count - at;
      const captured = captureUs !== undefined && { captureUs: captureUs - beforeUs };
      return { ...picture, receiveUs: receiveUs - beforeUs, ...captured };
    });
    this.#hidden = [];
    this.#hiddenBytes = 0;
    return moved;
  }
}
