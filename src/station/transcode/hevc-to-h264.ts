import type { AccessUnit } from '#core/media/access-unit';
import { FanOut } from '../hub/fan-out';
import type { Log } from '../log';
import { Intake } from '../sources/intake/intake';
import { FfmpegPipe, type PictureFeed } from './ffmpeg-pipe';
import { h264Arguments } from './h264-arguments';
import { TAGS, tagOf, withTag } from './picture-tag';

/** A group of ten seconds at 24 Mbit/s. */
const MAX_OF_A_GROUP = 32 * 1024 * 1024;
/** Pictures whose times are kept: more than any decoder holds back. */
const MAX_INSIDE = 64;

type Times = Pick<AccessUnit, 'receiveUs' | 'captureUs'>;

export interface HevcToH264Options {
  /** Pictures of H.265. */
  readonly feed: PictureFeed;
  /** Of the stream, for the log. */
  readonly name: string;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  /** Key pictures stay key pictures: decoding may begin there without anything of before. */
  readonly keepsKeys?: boolean;
}

/**
 * Pictures of H.265 as H.264, from now until `stop`. Its pictures have the times of those that they were made of, so that a
 * latency counts what the making took.
 */
export class HevcToH264 {
  /** Gives the H.264 to all who subscribe here. */
  readonly output = new FanOut();
  readonly #pipe: FfmpegPipe;
  readonly #inside = new Map<number, Times>();
  #next = 0;

  constructor({ feed, name, ffmpeg, log, keepsKeys = false }: HevcToH264Options) {
    const intake = new Intake(this.output, { codec: 'h264', timesOf: (data, sei) => this.#timesOf(tagOf(data, sei)) });
    this.#pipe = new FfmpegPipe({
      feed,
      name,
      ffmpeg,
      log,
      // Those for whom it works say how large they take it.
      taken: 'nothing',
      argumentsFor: ({ colour }) => h264Arguments(colour, { keepsKeys }),
      // What is played waits for room itself, and a whole group may be given at once.
      ...(keepsKeys && { maxWaitingBytes: MAX_OF_A_GROUP }),
      prepare: (unit) => withTag(unit.data, this.#tag(unit)),
      onStart: () => {
        this.#inside.clear();
        intake.begin();
        return (chunk) => {
          this.#pipe.worked();
          intake.push(chunk);
        };
      },
    });
  }

  /** Pictures that ffmpeg was too slow for. */
  get dropped(): number {
    return this.#pipe.dropped;
  }

  /** Programs that died. */
  get restarts(): number {
    return this.#pipe.restarts;
  }

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#pipe.pid;
  }

  /** No more is to come: what is inside comes out, and then it has ended. */
  finish(onEnd: () => void): void {
    this.#pipe.finish(onEnd);
  }

  stop(): void {
    this.#pipe.stop();
  }

  #tag({ receiveUs, captureUs }: AccessUnit): number {
    const number = this.#next;
    this.#next = (number + 1) % TAGS;
    this.#inside.set(number, { receiveUs, ...(captureUs !== undefined && { captureUs }) });
    for (const old of this.#inside.keys()) {
      if (this.#inside.size <= MAX_INSIDE) break;
      this.#inside.delete(old);
    }
    return number;
  }

  /** An ffmpeg that does not hand the number on keeps at least the order. */
  #timesOf(tag: number | undefined): Times | undefined {
    const number = tag ?? this.#inside.keys().next().value;
    if (number === undefined) return undefined;
    const times = this.#inside.get(number);
    this.#inside.delete(number);
    return times;
  }
}
