import type { JpegFault } from '#core/bitstream/jpeg/headers';
import { JpegSplitter } from '#core/bitstream/jpeg/jpeg-splitter';
import { mendJpeg } from '#core/bitstream/jpeg/mend-jpeg';
import type { PictureReader, ReaderEvents } from './picture-reader';

/** JPEGs, mended where a camera leaves out what readers need. One that cannot be, or of no size that can be shown, is dropped: each stands alone. */
export class JpegReader implements PictureReader {
  readonly trustsEnds = true;
  readonly ends = { found: 0, waited: {} };
  readonly #events: ReaderEvents;
  #splitter: JpegSplitter | undefined;
  #receiveUs = 0;

  constructor(events: ReaderEvents) {
    this.#events = events;
  }

  push(chunk: Uint8Array, receiveUs: number): void {
    this.#receiveUs = receiveUs;
    // Most senders of JPEG say where each ends.
    this.#splitter ??= new JpegSplitter({
      onJpeg: (jpeg) => void this.pushPicture(jpeg, this.#receiveUs),
      onFault: () => this.#events.fault('garbage'),
    });
    this.#splitter.push(chunk);
  }

  pushPart(bytes: Uint8Array, receiveUs: number): void {
    this.push(bytes, receiveUs);
  }

  /** A JPEG has a marker of its own behind it. */
  endPicture(): void {}

  pushPicture(bytes: Uint8Array, receiveUs: number): JpegFault | undefined {
    const read = mendJpeg(bytes);
    if (!read.ok) {
      this.#events.fault('garbage');
      return read.fault;
    }
    const { width, height, data } = read.value;
    this.#events.format(`JPEG ${width}x${height}`);
    this.#events.picture({ data, key: true, codec: 'jpeg', receiveUs });
    return undefined;
  }

  end(): void {
    this.#splitter = undefined;
  }
}
