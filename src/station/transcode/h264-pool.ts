import type { AccessUnit } from '#core/media/access-unit';
import type { QueueDrops } from '#core/media/delivery-queue';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { Stream, type Subscriber } from '../hub/stream';
import type { Log } from '../log';
import { findFfmpeg, NO_FFMPEG } from './find-ffmpeg';
import { HevcToH264 } from './hevc-to-h264';

const NO_DROPS: QueueDrops = { overtaken: 0, overflow: 0, waitingForKey: 0 };

/** Each takes a share of a core, and a whole one at 1080p. */
const MOST_FFMPEGS = 8;
const TOO_MANY = `No more than ${MOST_FFMPEGS} streams of H.265 at a time.`;

/** How a stream's pictures become H.264 for somebody. */
export type Transcoding =
  /** They are H.264, or nothing is known of them. */
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly dropped: number; readonly restarts: number }
  /** They cannot; `message` says what to do. */
  | { readonly state: 'impossible'; readonly message: string };

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
  readonly input: Stream;
  readonly transcoder: HevcToH264;
  readonly release: () => void;
}

interface Shared {
  readonly transcoder: HevcToH264;
  users: number;
}

/** Streams of H.265 as H.264: one ffmpeg for each stream, shared by all who need it, gone with the last of them. */
export class H264Pool {
  readonly #log: Log;
  readonly #find: () => string | undefined;
  readonly #shared = new Map<Stream, Shared>();
  readonly #own = new Set<HevcToH264>();

  constructor({ log, find = findFfmpeg }: H264PoolOptions) {
    this.#log = log;
    this.#find = find;
  }

  /** Programs that run at this moment. */
  get size(): number {
    return this.#shared.size + this.#own.size;
  }

  /** Process ids of the programs that run. */
  get pids(): readonly number[] {
    const all = [...this.#own, ...[...this.#shared.values()].map(({ transcoder }) => transcoder)];
    return all.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /** Subscribes to a stream, with pictures of H.265 made H.264. JPEG and all that is no picture pass as they are. */
  subscribe(stream: Stream, subscriber: Subscriber): H264Watch {
    return new AsH264(stream, subscriber, this);
  }

  /** Ends every program. */
  close(): void {
    for (const { transcoder } of this.#shared.values()) transcoder.stop();
    for (const transcoder of this.#own) transcoder.stop();
    this.#shared.clear();
    this.#own.clear();
  }

  /** One for a playback alone, whose key pictures stay key pictures; or why there is none. */
  open(name: string): PlaybackMaking | string {
    if (this.size >= MOST_FFMPEGS) return TOO_MANY;
    const ffmpeg = this.#find();
    if (ffmpeg === undefined) return NO_FFMPEG;
    const input = new Stream({ id: name, number: 0, name, kind: 'recording', video: '', telemetry: '' });
    const transcoder = new HevcToH264({ stream: input, ffmpeg, log: this.#log, keepsKeys: true });
    this.#own.add(transcoder);
    const release = () => {
      transcoder.stop();
      this.#own.delete(transcoder);
    };
    return { input, transcoder, release };
  }

  /** The one transcoder of a stream, until the release; or why there is none. */
  acquire(stream: Stream): { readonly transcoder: HevcToH264; readonly release: () => void } | string {
    const there = this.#shared.get(stream);
    if (!there && this.size >= MOST_FFMPEGS) return TOO_MANY;
    const ffmpeg = there ? undefined : this.#find();
    if (!there && ffmpeg === undefined) return NO_FFMPEG;
    const shared = there ?? { transcoder: new HevcToH264({ stream, ffmpeg: ffmpeg ?? '', log: this.#log }), users: 0 };
    shared.users++;
    this.#shared.set(stream, shared);
    return {
      transcoder: shared.transcoder,
      release: () => {
        if (--shared.users > 0) return;
        shared.transcoder.stop();
        this.#shared.delete(stream);
      },
    };
  }
}

/** Stands between a stream and one who takes no H.265. */
class AsH264 implements Subscriber, H264Watch {
  readonly #stream: Stream;
  readonly #subscriber: Subscriber;
  readonly #pool: H264Pool;
  readonly #leave: () => void;
  #taken: { readonly transcoder: HevcToH264; readonly leave: () => void } | undefined;
  #problem: string | undefined;
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
    this.#subscriber.picture(unit);
  }

  telemetry(...given: Parameters<Subscriber['telemetry']>): void {
    this.#subscriber.telemetry(...given);
  }

  state(): void {
    this.#subscriber.state();
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
      if (typeof acquired === 'string') {
        this.#problem = acquired;
      } else {
        this.#problem = undefined;
        const { transcoder, release } = acquired;
        const leave = transcoder.output.subscribe({
          picture: (unit) => this.#subscriber.picture(unit),
          telemetry: () => undefined,
          state: () => undefined,
        });
        this.#taken = {
          transcoder,
          leave: () => {
            leave();
            release();
          },
        };
      }
      if (before !== this.#problem) this.#subscriber.state();
    });
  }

  #letGo(): void {
    this.#taken?.leave();
    this.#taken = undefined;
    this.#problem = undefined;
  }
}
