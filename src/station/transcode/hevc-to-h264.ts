import type { AccessUnit } from '#core/media/access-unit';
import { Stream } from '../hub/stream';
import type { Log } from '../log';
import { AnnexBIntake } from '../sources/annex-b-intake';
import { FfmpegPipe } from './ffmpeg-pipe';
import { h264Arguments } from './h264-arguments';
import { TAGS, tagOf, withTag } from './picture-tag';

/** A group of ten seconds at 24 Mbit/s. */
const MOST_OF_A_GROUP = 32 * 1024 * 1024;
/** Pictures whose times are kept: more than any decoder holds back. */
const MOST_INSIDE = 64;

type Times = Pick<AccessUnit, 'receiveUs' | 'captureUs'>;

export interface HevcToH264Options {
  readonly stream: Stream;
  /** Path of the program. */
  readonly ffmpeg: string;
  readonly log: Log;
  /** Key pictures stay key pictures: whoever begins there decodes nothing of before. */
  readonly keepsKeys?: boolean;
}

/**
 * A stream of H.265 as H.264, from now until `stop`. Its pictures have the times of those that they were made of, so that a
 * latency counts what the making took.
 */
export class HevcToH264 {
  /** Who wants the H.264 subscribes here; no hub knows it. */
  readonly output: Stream;
  readonly #pipe: FfmpegPipe;
  readonly #inside = new Map<number, Times>();
  #next = 0;

  constructor({ stream, ffmpeg, log, keepsKeys = false }: HevcToH264Options) {
    this.output = new Stream(stream.info);
    const intake = new AnnexBIntake(this.output, { timesOf: (data, sei) => this.#timesOf(tagOf(data, sei)) });
    this.#pipe = new FfmpegPipe({
      ...{ stream, ffmpeg, log },
      // Those for whom it works say how large they take it.
      taken: 'nothing',
      argumentsFor: () => h264Arguments({ keepsKeys }),
      // What is played waits for room itself, and a whole group may be given at once.
      ...(keepsKeys && { mostWaitingBytes: MOST_OF_A_GROUP }),
      prepare: (unit) => withTag(unit.data, this.#tag(unit)),
      onStart: () => {
        this.#inside.clear();
        intake.restart();
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
      if (this.#inside.size <= MOST_INSIDE) break;
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
