import { hevcFormatOf } from '#core/bitstream/h265/format';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { Text } from '#core/texts/text';
import type { TelemetrySample } from '../playback/medium';
import type { PlaybackSink } from '../playback/playback';
import type { H264Pool, PlaybackMaking, Transcoding } from './h264-pool';
import { ProgramsInTurn } from './programs-in-turn';

/** Pictures inside ffmpeg: more than it holds back to put them in order, so few that another place is soon reached. */
const MAX_INSIDE = 16;
/** What has not come out by then will not: it was broken, or ffmpeg died. After a pause of so long ffmpeg is to hold nothing. */
const PATIENCE_MS = 500;
/** Pictures whose times are kept: some groups. */
const MAX_REMEMBERED = 1000;
/** Of the group that a place was reached in. */
const MAX_GROUP = 600;
/** Programs at a time, with those that only give what they hold: a key that is held down asks for one with each step. */
const MAX_PROGRAMS = 3;
/** An end of sequence (ITU-T H.265, 7.4.2.4.4, EOS_NUT): what follows it refers to nothing before. */
const END_OF_SEQUENCE = Uint8Array.of(0, 0, 0, 1, 0x48, 0x01);

/** A picture on its way. */
interface Given {
  readonly times: Pick<AccessUnit, 'receiveUs' | 'captureUs'>;
  readonly run: number;
  isHidden: boolean;
}

/**
 * Stands between a playback and one who takes no H.265: its pictures come out as H.264, each with its times, run and whether
 * it is shown. One ffmpeg, from the first picture of H.265 to `rest`; another place is a new sequence to it.
 *
 * Of pictures that are not in their order a decoder holds some back, and ffmpeg gives them at its end alone: in a pause, and
 * at another place, a new one takes its place, and is given the group anew where what follows needs it.
 */
export class PlaybackAsH264 implements PlaybackSink {
  readonly #sink: PlaybackSink;
  readonly #pool: Pick<H264Pool, 'open'>;
  readonly #name: string;
  #making: PlaybackMaking | undefined;
  #problem: Text | undefined;
  readonly #given = new Map<number, Given>();
  #next = 0;
  /** The last that came out, or is not waited for. */
  #out = -1;
  /** Since the last key picture, to be decoded anew. */
  #group: AccessUnit[] = [];
  #run = 0;
  /** Pictures come in another order than they are shown. */
  #reorders = false;
  readonly #programs = new ProgramsInTurn(
    (made) => this.#made(made),
    () => this.#goOn(),
  );
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param name of what is played, for the log */
  constructor(sink: PlaybackSink, pool: Pick<H264Pool, 'open'>, name: string) {
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
    const begins = unit.key && run !== this.#run;
    if (begins) this.#elsewhere();
    this.#run = run;
    if (unit.key) {
      this.#group = [];
      this.#reorders = (hevcFormatOf(unit.data)?.sps.sps_max_num_reorder_pics ?? 0) > 0;
    }
    const isNew = this.#making === undefined;
    if (!this.#ready()) return;
    if (isNew) for (const again of this.#group) this.#give(again, { run, isHidden: true, begins: false });
    this.#group.push(unit);
    // A part of a group is no use.
    if (this.#group.length > MAX_GROUP) this.#group = [];
    this.#give(unit, { run, isHidden, begins });
    if (isLast) this.#callOut();
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
    while (this.#isFull()) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #isFull(): boolean {
    if (!this.#making) return this.#programs.size >= MAX_PROGRAMS;
    return this.#next - 1 - this.#out >= MAX_INSIDE;
  }

  /** Nothing is played at the moment. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#release();
    this.#problem = undefined;
    this.#given.clear();
    this.#group = [];
    this.#out = this.#next - 1;
    this.#goOn();
  }

  /** What is on its way belongs to a place that is not looked at any more. */
  #elsewhere(): void {
    // What a decoder holds back would be given one by one, each time in the place of what is wanted.
    if (this.#reorders) this.#release();
    this.#out = this.#next - 1;
    this.#goOn();
  }

  #release(): void {
    this.#making = undefined;
    this.#programs.release();
  }

  /** Nothing follows for now: what a decoder holds back is to come out. */
  #callOut(): void {
    const making = this.#making;
    if (!making || !this.#reorders) return;
    this.#making = undefined;
    this.#programs.finish(making);
  }

  #ready(): boolean {
    if (this.#making) return true;
    const opened = this.#pool.open(this.#name);
    const before = this.#problem;
    this.#problem = 'transcoder' in opened ? undefined : opened;
    if (before !== this.#problem) this.#sink.changed();
    if (!('transcoder' in opened)) return false;
    this.#making = opened;
    this.#programs.begin(opened);
    return true;
  }

  #give(unit: AccessUnit, { run, isHidden, begins }: { run: number; isHidden: boolean; begins: boolean }): void {
    const making = this.#making;
    if (!making) return;
    const { receiveUs, captureUs } = unit;
    const number = this.#next++;
    this.#given.set(number, { times: { receiveUs, ...(captureUs !== undefined && { captureUs }) }, run, isHidden });
    for (const old of this.#given.keys()) {
      if (this.#given.size <= MAX_REMEMBERED) break;
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
    this.#callOut();
    this.#out = this.#next - 1;
    this.#goOn();
  }

  #goOn(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}
