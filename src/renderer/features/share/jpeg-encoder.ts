import type { Encoding } from '#core/media/encoding/encoding-choice';
import type { PixelSize } from '#core/media/encoding/taken-size';
import { fitWithin } from './fit-within';
import type { EncoderEvents, PictureEncoder } from './picture-encoder';
import { QUALITIES, type ShareOptions } from './share-options';

/** Where there is no encoder for H.264: every picture stands alone, as a JPEG. */
export class JpegEncoder implements PictureEncoder {
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #context = this.#canvas.getContext('2d', { alpha: false });
  readonly #quality: number;
  readonly #events: EncoderEvents;
  #pending = 0;
  #closed = false;
  #asked: Encoding = {};

  constructor({ quality }: Pick<ShareOptions, 'quality'>, events: EncoderEvents) {
    this.#quality = QUALITIES[quality].jpeg;
    this.#events = events;
  }

  get pending(): number {
    // A second one would be drawn over the first.
    return this.#pending > 0 ? Number.POSITIVE_INFINITY : 0;
  }

  get size(): PixelSize | undefined {
    const { width, height } = this.#canvas;
    return width > 1 ? { width, height } : undefined;
  }

  /** Bits cannot be asked of JPEG but by its size and its rate. */
  adapt(encoding: Encoding): void {
    this.#asked = encoding;
  }

  encode(frame: VideoFrame): void {
    const { displayWidth, displayHeight, timestamp: timestampUs } = frame;
    const { width, height } = fitWithin({ width: displayWidth, height: displayHeight }, this.#asked);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context?.drawImage(frame, 0, 0, width, height);
    frame.close();
    this.#pending++;
    void this.#write(timestampUs);
  }

  async #write(timestampUs: number): Promise<void> {
    try {
      const blob = await this.#canvas.convertToBlob({ type: 'image/jpeg', quality: this.#quality });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if (this.#closed) return;
      this.#events.onPicture({
        key: true,
        timestampUs,
        byteLength: bytes.length,
        copyTo: (target) => target.set(bytes),
      });
    } catch (error) {
      if (!this.#closed) this.#events.onError(error);
    } finally {
      this.#pending--;
    }
  }

  close(): void {
    this.#closed = true;
  }
}
