import { constrainedBaseline } from './avc-level';
import type { EncoderEvents, PictureEncoder } from './picture-encoder';
import { QUALITIES, type ShareOptions, SIZES } from './share-options';

type Demand = Pick<ShareOptions, 'rate' | 'quality'>;

/** Annex B, each picture as soon as it can be, with the parameter sets at each key picture. */
function configOf(width: number, height: number, { rate, quality }: Demand): VideoEncoderConfig {
  return {
    codec: constrainedBaseline(width, height, rate),
    width,
    height,
    framerate: rate,
    bitrate: Math.round(width * height * rate * QUALITIES[quality].bitsPerPixel),
    latencyMode: 'realtime',
    avc: { format: 'annexb' },
  };
}

/** Whether this browser encodes H.264 in such a size. */
export async function encodesH264(options: ShareOptions): Promise<boolean> {
  if (!('VideoEncoder' in window)) return false;
  const { width, height } = SIZES[options.size];
  try {
    return (await VideoEncoder.isConfigSupported(configOf(width, height, options))).supported === true;
  } catch {
    return false;
  }
}

/** Encodes by WebCodecs. A frame of another size, as of a phone that was turned, begins anew with a key picture. */
export class H264Encoder implements PictureEncoder {
  readonly #encoder: VideoEncoder;
  readonly #demand: Demand;
  #size = '';

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

  encode(frame: VideoFrame, key: boolean): void {
    if (this.#encoder.state !== 'closed') {
      const isNew = this.#configure(even(frame.displayWidth), even(frame.displayHeight));
      this.#encoder.encode(frame, { keyFrame: key || isNew });
    }
    frame.close();
  }

  #configure(width: number, height: number): boolean {
    const size = `${width}x${height}`;
    if (size === this.#size) return false;
    this.#size = size;
    this.#encoder.configure(configOf(width, height, this.#demand));
    return true;
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}

/** 4:2:0 halves both sides. */
function even(pixels: number): number {
  return Math.max(2, pixels - (pixels % 2));
}
