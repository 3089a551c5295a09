import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { TelemetrySample } from '../playback/medium';
import type { PlaybackSink } from '../playback/playback';
import type { H264Pool, PlaybackMaking, Transcoding } from './h264-pool';

/** Pictures inside ffmpeg: more than it holds back to put them in order, so few that another place is soon reached. */
const MOST_INSIDE = 16;
/** What has not come out by then will not: it was broken, or ffmpeg died. Paused for so long, ffmpeg is to hold nothing. */
const PATIENCE_MS = 500;
/** Pictures whose times are kept: some groups. */
const MOST_REMEMBERED = 1000;
/** Of the group that a place was reached in. */
const MOST_GROUP = 600;
/** An end of sequence (ITU-T H.265, 7.4.2.4.4, EOS_NUT): what follows it refers to nothing before, and nothing is held back. */
const END_OF_SEQUENCE = Uint8Array.of(0, 0, 0, 1, 0x48, 0x01);

/** A picture on its way. */
interface Given {
  readonly times: Pick<AccessUnit, 'receiveUs' | 'captureUs'>;
  readonly run: number;
  isHidden: boolean;
}

/**
 * Stands between a playback and one who takes no H.265: its pictures come out as H.264, each with its times, run and whether
 * it is shown. One ffmpeg, from the first picture of H.265 to `rest`; another place is a new sequence to it. Decoders of
 * pictures that are not in their order hold some back: in a pause they are asked for them, and given the group anew after.
 */
export class PlaybackAsH264 implements PlaybackSink {
  readonly #sink: PlaybackSink;
  readonly #pool: H264Pool;
  readonly #name: string;
  #making: PlaybackMaking | undefined;
  #problem: string | undefined;
  readonly #given = new Map<number, Given>();
  #next = 0;
  /** The last that came out, or is not waited for. */
  #out = -1;
  /** Since the last key picture, to be decoded anew. */
  #group: AccessUnit[] = [];
  #run = 0;
  #isEnded = false;
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param name of what is played, for the log */
  constructor(sink: PlaybackSink, pool: H264Pool, name: string) {
    this.#sink = sink;
    this.#pool = pool;
    this.#name = name;
  }

  get transcoding(): Transcoding {
    if (this.#problem !== undefined) return { state: 'impossible', message: this.#problem };
    if (!this.#making) return { state: 'none' };
    const { dropped, restarts } = this.#making.transcoder;
    return { state: 'running', dropped, restarts };
  }

  picture(unit: AccessUnit, run: number, isHidden: boolean, isLast: boolean): void {
    if (unit.codec !== 'h265') {
      this.rest();
      return this.#sink.picture(unit, run, isHidden, isLast);
    }
    if (!this.#ready()) return;
    const begins = unit.key && (run !== this.#run || this.#isEnded);
    this.#run = run;
    if (unit.key) this.#group = [];
    if (this.#isEnded && !unit.key) this.#again(run);
    this.#group.push(unit);
    if (this.#group.length > MOST_GROUP) this.#group.pop();
    this.#isEnded = false;
    this.#give(unit, { run, isHidden, begins });
    if (isLast) this.#wakeUp();
  }

  telemetry(sample: TelemetrySample, run: number): void {
    this.#sink.telemetry(sample, run);
  }

  audio(chunk: AudioChunk, run: number): void {
    this.#sink.audio?.(chunk, run);
  }

  changed(): void {
    this.#sink.changed();
  }

  async room(): Promise<void> {
    await this.#sink.room();
    while (this.#making && this.#next - 1 - this.#out >= MOST_INSIDE) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** Nothing is played at the moment. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#making?.release();
    this.#making = undefined;
    this.#problem = undefined;
    this.#given.clear();
    this.#group = [];
    this.#out = this.#next - 1;
    this.#goOn();
  }

  #ready(): boolean {
    if (this.#making) return true;
    const opened = this.#pool.open(this.#name);
    const before = this.#problem;
    this.#problem = typeof opened === 'string' ? opened : undefined;
    if (before !== this.#problem) this.#sink.changed();
    if (typeof opened === 'string') return false;
    this.#making = opened;
    opened.transcoder.output.subscribe({
      picture: (made) => this.#made(made),
      telemetry: () => undefined,
      state: () => undefined,
    });
    return true;
  }

  #give(unit: AccessUnit, { run, isHidden, begins }: { run: number; isHidden: boolean; begins: boolean }): void {
    const making = this.#making;
    if (!making) return;
    const { receiveUs, captureUs } = unit;
    const number = this.#next++;
    this.#given.set(number, { times: { receiveUs, ...(captureUs !== undefined && { captureUs }) }, run, isHidden });
    for (const old of this.#given.keys()) {
      if (this.#given.size <= MOST_REMEMBERED) break;
      this.#given.delete(old);
    }
    const data = begins ? Buffer.concat([END_OF_SEQUENCE, unit.data]) : unit.data;
    making.input.publish({ data, key: unit.key, codec: 'h265', receiveUs: number });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wakeUp(), PATIENCE_MS);
  }

  /** One came out: in the order of showing, so that what came in before may come later. */
  #made(made: AccessUnit): void {
    const given = this.#given.get(made.receiveUs);
    this.#out = Math.max(this.#out, made.receiveUs);
    // After a program died, its successor begins with what was shown before: only needed to decode what follows.
    const { run, isHidden, times } = given ?? { run: this.#run, isHidden: true, times: { receiveUs: 0 } };
    if (given) given.isHidden = true;
    const { captureUs: _, ...picture } = made;
    // What ffmpeg makes is shown in the order of decoding: no decoder holds it back.
    this.#sink.picture({ ...picture, ...times }, run, isHidden, false);
    this.#goOn();
  }

  /** Nothing has gone in for a while: what is still inside is asked for, and waited for no more. */
  #wakeUp(): void {
    const isMissing = this.#out < this.#next - 1;
    const [key] = this.#group;
    if (isMissing && key && !this.#isEnded) {
      // A parser holds an end back until a picture begins: the group's own first one, whose sequence nobody goes on with.
      this.#give(key, { run: this.#run, isHidden: true, begins: true });
      this.#isEnded = true;
    }
    this.#out = this.#next - 1;
    this.#goOn();
  }

  /** The group once more, hidden, for a decoder that has ended its sequence. */
  #again(run: number): void {
    for (const [n, unit] of this.#group.entries()) this.#give(unit, { run, isHidden: true, begins: n === 0 });
  }

  #goOn(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}
