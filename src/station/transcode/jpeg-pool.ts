import { type Text, text } from '#core/texts/text';
import { findFfmpeg } from '../find-ffmpeg';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import type { JpegOutput } from './ffmpeg-arguments';
import { type SharedProgram, SharedPrograms, type Taker } from './shared-programs';
import { VideoToJpeg } from './video-to-jpeg';

/** Each takes a share of a core: about a tenth for 640x480 at 30 pictures a second. */
const MAX_FFMPEGS = 16;
/** One client may have half of them. */
const MAX_PER_CLIENT = 8;

/** Gets each JPEG. It may keep it, and must not write into it. */
export type JpegListener = (jpeg: Uint8Array<ArrayBuffer>) => void;

/** The way to a stream's JPEGs, or one line that says why there is none. */
export type Watching =
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly message: Text };

export interface JpegPoolOptions {
  readonly log: Log;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find?: () => string | undefined;
}

/** A program, and those who get its JPEGs. */
interface JpegProgram extends SharedProgram {
  readonly listeners: Set<JpegListener>;
}

/** Streams decoded to JPEG: one ffmpeg for each stream and look, shared by all who watch it. */
export class JpegPool {
  readonly #log: Log;
  readonly #decoded = new WeakMap<Stream, number>();
  readonly #programs: SharedPrograms<JpegProgram>;

  constructor({ log, find = findFfmpeg }: JpegPoolOptions) {
    this.#log = log;
    const tooMany = text('ffmpeg.tooManyJpeg', { max: MAX_FFMPEGS });
    this.#programs = new SharedPrograms({
      max: MAX_FFMPEGS,
      tooMany,
      maxPerClient: MAX_PER_CLIENT,
      tooManyOfClient: text('ffmpeg.tooManyJpegOfClient', { max: MAX_PER_CLIENT }),
      find,
    });
  }

  /** Pictures of a stream that were decoded, however many looks they were given; `undefined` where none ever was. */
  decoded(stream: Stream): number | undefined {
    return this.#decoded.get(stream);
  }

  /** Programs that run at this moment. */
  get size(): number {
    return this.#programs.size;
  }

  /** Process ids of the programs that run. */
  get pids(): readonly number[] {
    return this.#programs.pids;
  }

  /** Gives `listener` the stream's pictures as JPEGs until it leaves, or is evicted. @param taker for whom */
  watch(stream: Stream, output: JpegOutput, listener: JpegListener, taker: Taker = {}): Watching {
    const key = `${output.width}x${output.height}@${output.fps} q${output.jpegQuality}`;
    const taken = this.#programs.take(stream, key, (ffmpeg) => this.#start(stream, output, ffmpeg), taker);
    if (!('program' in taken)) return { ok: false, message: taken };
    const { listeners } = taken.program;
    listeners.add(listener);
    return {
      ok: true,
      leave: () => {
        listeners.delete(listener);
        taken.release();
      },
    };
  }

  /** Ends every program. */
  close(): void {
    this.#programs.close();
  }

  #start(stream: Stream, output: JpegOutput, ffmpeg: string): JpegProgram {
    const listeners = new Set<JpegListener>();
    const before = this.#decoded.get(stream) ?? 0;
    this.#decoded.set(stream, before);
    const onJpeg: JpegListener = (jpeg) => {
      // Several looks at one stream are one decoding of it.
      this.#decoded.set(stream, Math.max(before + transcoder.decoded, this.#decoded.get(stream) ?? 0));
      for (const listener of listeners) listener(jpeg);
    };
    const transcoder: VideoToJpeg = new VideoToJpeg({ stream, output, ffmpeg, log: this.#log, onJpeg });
    return {
      listeners,
      get pid() {
        return transcoder.pid;
      },
      get restarts() {
        return transcoder.restarts;
      },
      stop: () => transcoder.stop(),
    };
  }
}
