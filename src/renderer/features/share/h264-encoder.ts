import type { Encoding } from '#core/media/encoding/encoding-choice';
import type { PixelSize } from '#core/media/encoding/taken-size';
import { constrainedBaseline } from './avc-level';
import { fitWithin } from './fit-within';
import type { EncoderEvents, PictureEncoder } from './picture-encoder';
import { QUALITIES, type ShareOptions, SIZES } from './share-options';

type Demand = Pick<ShareOptions, 'rate' | 'quality'>;

/** Annex B, each picture as soon as it can be, with the parameter sets at each key picture. */
function configOf({ width, height }: PixelSize, demand: Demand, asked: Encoding = {}): VideoEncoderConfig {
  const rate = Math.min(demand.rate, asked.framesPerSecond ?? demand.rate);
  const bits = width * height * rate * QUALITIES[demand.quality].bitsPerPixel;
  return {
    codec: constrainedBaseline(width, height, rate),
    width,
    height,
    framerate: rate,
    bitrate: Math.round(Math.min(bits, asked.bitsPerSecond ?? bits)),
    latencyMode: 'realtime',
    avc: { format: 'annexb' },
  };
}

/** Whether this browser encodes H.264 in such a size. */
export async function encodesH264(options: ShareOptions): Promise<boolean> {
  if (!('VideoEncoder' in window)) return false;
  try {
    return (await VideoEncoder.isConfigSupported(configOf(SIZES[options.size], options))).supported === true;
  } catch {
    return false;
  }
}

/**
 * Encodes by WebCodecs, which scales frames to the encoder's size. A frame of another size, as of a phone that was turned,
 * and another request of the station begin anew with a key picture.
 */
export class H264Encoder implements PictureEncoder {
  readonly #encoder: VideoEncoder;
  readonly #demand: Demand;
  #asked: Encoding = {};
  #isAdapted = false;
  #size: PixelSize | undefined;

  constructor(demand: Demand, { onPicture, onError }: EncoderEvents) {
    this.#demand = demand;
    this.#encoder = new VideoEncoder({
      output: (chunk) =>
        onPicture({
          key: chunk.type === 'key',
          timestampUs: chunk.timestamp,
          byteLength: chunk.byteLength,
          copyTo: (target) => chunk.copyTo(target),
        }),
      error: onError,
    });
  }

  get pending(): number {
    return this.#encoder.encodeQueueSize;
  }

  get size(): PixelSize | undefined {
    return this.#size;
  }

  adapt(encoding: Encoding): void {
    this.#asked = encoding;
    this.#isAdapted = false;
  }

  encode(frame: VideoFrame, key: boolean): void {
    if (this.#encoder.state !== 'closed') {
      const { displayWidth: width, displayHeight: height } = frame;
      const isNew = this.#configure(fitWithin({ width, height }, this.#asked));
      this.#encoder.encode(frame, { keyFrame: key || isNew });
    }
    frame.close();
  }

  #configure(size: PixelSize): boolean {
    if (this.#isAdapted && size.width === this.#size?.width && size.height === this.#size.height) return false;
    this.#size = size;
    this.#isAdapted = true;
    this.#encoder.configure(configOf(size, this.#demand, this.#asked));
    return true;
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}
