import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import type { JpegOutput } from './ffmpeg-arguments';
import { findFfmpeg, NO_FFMPEG } from './find-ffmpeg';
import { VideoToJpeg } from './video-to-jpeg';

/** Each takes a share of a core: about a tenth for 640x480 at 30 pictures a second. */
const MOST_FFMPEGS = 16;

/** Gets each JPEG. It may keep it, and nobody may write into it. */
export type JpegListener = (jpeg: Uint8Array<ArrayBuffer>) => void;

/** The way to a stream's JPEGs, or one line that says why there is none. */
export type Watching =
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly message: string };

export interface JpegPoolOptions {
  readonly log: Log;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find?: () => string | undefined;
}

interface Shared {
  readonly transcoder: VideoToJpeg;
  readonly listeners: Set<JpegListener>;
}

/** Streams decoded to JPEG: one ffmpeg for each stream and look, shared by all who watch it, gone with the last of them. */
export class JpegPool {
  readonly #log: Log;
  readonly #find: () => string | undefined;
  readonly #decoded = new WeakMap<Stream, number>();
  readonly #shared = new Map<Stream, Map<string, Shared>>();

  constructor({ log, find = findFfmpeg }: JpegPoolOptions) {
    this.#log = log;
    this.#find = find;
  }

  /** Pictures of a stream that were decoded, however many looks they were given; `undefined` where none ever was. */
  decoded(stream: Stream): number | undefined {
    return this.#decoded.get(stream);
  }

  /** Programs that run at this moment. */
  get size(): number {
    let size = 0;
    for (const looks of this.#shared.values()) size += looks.size;
    return size;
  }

  /** Process ids of the programs that run. */
  get pids(): readonly number[] {
    const transcoders = [...this.#shared.values()].flatMap((looks) => [...looks.values()]);
    return transcoders.flatMap(({ transcoder: { pid } }) => (pid === undefined ? [] : [pid]));
  }

  /** Gives `listener` the stream's pictures as JPEGs until it leaves. */
  watch(stream: Stream, output: JpegOutput, listener: JpegListener): Watching {
    const key = `${output.width}x${output.height}@${output.fps} q${output.jpegQuality}`;
    const looks = this.#shared.get(stream) ?? new Map<string, Shared>();
    let shared = looks.get(key);
    if (!shared) {
      if (this.size >= MOST_FFMPEGS)
        return { ok: false, message: `No more than ${MOST_FFMPEGS} streams as JPEG at a time.` };
      const ffmpeg = this.#find();
      if (ffmpeg === undefined) return { ok: false, message: NO_FFMPEG };
      shared = this.#open(stream, output, ffmpeg);
      looks.set(key, shared);
      this.#shared.set(stream, looks);
    }
    const { listeners, transcoder } = shared;
    listeners.add(listener);
    return {
      ok: true,
      leave: () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        transcoder.stop();
        looks.delete(key);
        if (looks.size === 0) this.#shared.delete(stream);
      },
    };
  }

  /** Ends every program. */
  close(): void {
    for (const looks of this.#shared.values()) for (const { transcoder } of looks.values()) transcoder.stop();
    this.#shared.clear();
  }

  #open(stream: Stream, output: JpegOutput, ffmpeg: string): Shared {
    const listeners = new Set<JpegListener>();
    const before = this.#decoded.get(stream) ?? 0;
    this.#decoded.set(stream, before);
    const onJpeg: JpegListener = (jpeg) => {
      // Several looks at one stream are one decoding of it.
      this.#decoded.set(stream, Math.max(before + transcoder.decoded, this.#decoded.get(stream) ?? 0));
      for (const listener of listeners) listener(jpeg);
    };
    const transcoder: VideoToJpeg = new VideoToJpeg({ stream, output, ffmpeg, log: this.#log, onJpeg });
    return { listeners, transcoder };
  }
}
