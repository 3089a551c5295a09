import { type JpegFault, readJpeg } from '#core/bitstream/jpeg/read-jpeg';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';

/**
 * Takes a stream's JPEGs, one a call. What is not a whole JPEG of a size that can be shown is dropped and counted; those that
 * follow are not harmed, as each stands alone.
 */
export class JpegIntake {
  readonly #stream: Stream;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /**
   * @param jpeg kept, and not to be written into afterwards
   * @param captureUs when it was taken, on the station's clock, where that is known
   * @returns why it was dropped
   */
  take(jpeg: Uint8Array, captureUs?: number): JpegFault | undefined {
    this.#stream.countBytes(jpeg.length);
    const read = readJpeg(jpeg);
    if (!read.ok) {
      this.#stream.countFault();
      return read.fault;
    }
    const { width, height } = read.value;
    this.#stream.format = `JPEG ${width}x${height}`;
    const capture = captureUs === undefined ? {} : { captureUs };
    this.#stream.publish({ data: jpeg, key: true, codec: 'jpeg', receiveUs: nowUs(), ...capture });
    return undefined;
  }
}
