import { JpegSplitter } from '#core/bitstream/jpeg/jpeg-splitter';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import { type JpegOutput, jpegArguments } from './ffmpeg-arguments';
import { FfmpegPipe } from './ffmpeg-pipe';

export interface VideoToJpegOptions {
  readonly stream: Stream;
  readonly output: JpegOutput;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  /** One whole JPEG; it may be kept. */
  readonly onJpeg: (jpeg: Uint8Array<ArrayBuffer>) => void;
}

/** Decodes a stream's H.264 or H.265 to JPEG, from now until `stop`. */
export class VideoToJpeg {
  readonly #pipe: FfmpegPipe;
  #decodedBefore = 0;
  #decoded = 0;

  constructor({ stream, output, ffmpeg, log, onJpeg }: VideoToJpegOptions) {
    this.#pipe = new FfmpegPipe({
      feed: stream,
      name: stream.info.id,
      ffmpeg,
      log,
      argumentsFor: (given) => jpegArguments(output, given),
      onStart: () => {
        this.#decodedBefore = this.#decoded;
        const splitter = new JpegSplitter({
          onJpeg: (jpeg) => {
            this.#pipe.worked();
            // It decodes every picture, in order, and leaves out afterwards what would be too many a second.
            this.#decoded = this.#decodedBefore + this.#pipe.given;
            onJpeg(jpeg);
          },
        });
        return (chunk) => splitter.push(chunk);
      },
    });
  }

  /** Pictures that ffmpeg was too slow for. */
  get dropped(): number {
    return this.#pipe.dropped;
  }

  /** Pictures that were decoded, up to the one that the newest JPEG was made of. */
  get decoded(): number {
    return this.#decoded;
  }

  /** Programs that died. */
  get restarts(): number {
    return this.#pipe.restarts;
  }

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#pipe.pid;
  }

  stop(): void {
    this.#pipe.stop();
  }
}
