import type { AccessUnit } from '#core/media/access-unit';
import type { QueueDrops } from '#core/media/delivery-queue';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { type Text, text } from '#core/texts/text';
import { findFfmpeg } from '../find-ffmpeg';
import { FanOut } from '../hub/fan-out';
import { NO_DROPS } from '../hub/queue-drops';
import type { Stream, Subscriber } from '../hub/stream';
import type { Log } from '../log';
import { HevcToH264 } from './hevc-to-h264';
import { SharedPrograms, type Taken } from './shared-programs';

/** Each takes a share of a core, and a whole one at 1080p. */
const MAX_FFMPEGS = 8;
/** What is played has half of them, so that live pictures find a place. */
const MAX_PLAYED = 4;

/** How a stream's pictures become H.264 for somebody. */
export type Transcoding =
  /** They are H.264, or nothing is known of them. */
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly dropped: number; readonly restarts: number }
  /** They cannot; `message` says what to do. */
  | { readonly state: 'impossible'; readonly message: Text };

/** One who takes a stream as H.264. */
export interface H264Watch {
  readonly transcoding: Transcoding;
  leave(): void;
}

export interface H264PoolOptions {
  readonly log: Log;
  /** Finds the program; it is asked each time, so that one installed meanwhile is found. */
  readonly find?: () => string | undefined;
}

/** Makes H.264 of what is played to one taker alone, until the release. */
export interface PlaybackMaking {
  /** Takes its pictures, from a key picture on. */
  readonly input: FanOut;
  readonly transcoder: Pick<HevcToH264, 'output' | 'dropped' | 'restarts' | 'finish'>;
  readonly release: () => void;
}

/** Streams of H.265 as H.264: one ffmpeg for each stream, shared by all who need it. */
export class H264Pool {
  readonly #log: Log;
  readonly #programs: SharedPrograms<HevcToH264>;

  constructor({ log, find = findFfmpeg }: H264PoolOptions) {
    this.#log = log;
    const tooMany = text('ffmpeg.tooManyH265', { max: MAX_FFMPEGS });
    this.#programs = new SharedPrograms({ max: MAX_FFMPEGS, maxOwn: MAX_PLAYED, tooMany, find });
  }

  /** Programs that run at this moment. */
  get size(): number {
    return this.#programs.size;
  }

  /** Process ids of the programs that run. */
  get pids(): readonly number[] {
    return this.#programs.pids;
  }

  /** Subscribes to a stream, with pictures of H.265 made H.264. JPEG and all that is no picture pass as they are. */
  subscribe(stream: Stream, subscriber: Subscriber): H264Watch {
    return new AsH264(stream, subscriber, this);
  }

  /** Ends every program. */
  close(): void {
    this.#programs.close();
  }

  /** One for a playback alone, whose key pictures stay key pictures; or why there is none. */
  open(name: string): PlaybackMaking | Text {
    const input = new FanOut();
    const taken = this.#programs.open(
      (ffmpeg) => new HevcToH264({ feed: input, name, ffmpeg, log: this.#log, keepsKeys: true }),
    );
    return 'program' in taken ? { input, transcoder: taken.program, release: taken.release } : taken;
  }

  /** The one transcoder of a stream, until the release; or why there is none. */
  acquire(stream: Stream): Taken<HevcToH264> {
    const { id: name } = stream.info;
    return this.#programs.take(stream, '', (ffmpeg) => new HevcToH264({ feed: stream, name, ffmpeg, log: this.#log }));
  }
}

/** Stands between a stream and one who takes no H.265. */
class AsH264 implements Subscriber, H264Watch {
  readonly #stream: Stream;
  readonly #subscriber: Subscriber;
  readonly #pool: H264Pool;
  readonly #leave: () => void;
  #taken: { readonly transcoder: HevcToH264; readonly leave: () => void } | undefined;
  #problem: Text | undefined;
  #joining = false;
  #left = false;

  constructor(stream: Stream, subscriber: Subscriber, pool: H264Pool) {
    this.#stream = stream;
    this.#subscriber = subscriber;
    this.#pool = pool;
    this.#leave = stream.subscribe(this);
  }

  get transcoding(): Transcoding {
    if (this.#problem !== undefined) return { state: 'impossible', message: this.#problem };
    if (!this.#taken) return { state: 'none' };
    const { dropped, restarts } = this.#taken.transcoder;
    return { state: 'running', dropped, restarts };
  }

  get drops(): QueueDrops {
    return this.#subscriber.drops ?? NO_DROPS;
  }

  get taken(): TakenSize {
    return this.#subscriber.taken ?? 'full';
  }

  picture(unit: AccessUnit): void {
    if (unit.codec === 'h265') return this.#join(unit.key);
    if (this.#taken || this.#problem !== undefined) this.#letGo();
    this.#subscriber.picture?.(unit);
  }

  telemetry(...given: Parameters<NonNullable<Subscriber['telemetry']>>): void {
    this.#subscriber.telemetry?.(...given);
  }

  state(): void {
    this.#subscriber.state?.();
  }

  audio(...given: Parameters<NonNullable<Subscriber['audio']>>): void {
    this.#subscriber.audio?.(...given);
  }

  leave(): void {
    this.#left = true;
    this.#letGo();
    this.#leave();
  }

  #join(key: boolean): void {
    if (this.#taken || this.#joining || !key) return;
    this.#joining = true;
    // Not within the stream's own round of its subscribers: the transcoder would be given this picture twice.
    queueMicrotask(() => {
      this.#joining = false;
      if (this.#left || this.#taken) return;
      const before = this.#problem;
      const acquired = this.#pool.acquire(this.#stream);
      if (!('program' in acquired)) {
        this.#problem = acquired;
      } else {
        this.#problem = undefined;
        const { program: transcoder, release } = acquired;
        const leave = transcoder.output.subscribe({ picture: (unit) => this.#subscriber.picture?.(unit) });
        this.#taken = {
          transcoder,
          leave: () => {
            leave();
            release();
          },
        };
      }
      if (before !== this.#problem) this.#subscriber.state?.();
    });
  }

  #letGo(): void {
    this.#taken?.leave();
    this.#taken = undefined;
    this.#problem = undefined;
  }
}
