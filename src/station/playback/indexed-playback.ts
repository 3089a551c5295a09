import {
  MOST_GAPS,
  MOST_MARKS,
  MOST_TRACK_POINTS,
  type PlaybackState,
  type PlayRequest,
  type TrackPoint,
} from '#contracts/playback';
import type { Medium } from './medium';
import type { Playback, PlaybackSink } from './playback';
import { PlaybackClock } from './playback-clock';

/** Behind by more, and there is a later key picture: go on there. */
const LATE_US = 500_000;
/** A recording's pauses are not sat through. */
const LONGEST_WAIT_US = 2e6;
/** How often the end of what still grows is looked at. */
const LOOK_MS = 20;

export interface IndexedPlaybackOptions {
  readonly medium: Medium;
  readonly sink: PlaybackSink;
  /** Why nothing is kept at the moment. */
  readonly off?: () => string | undefined;
}

/** Plays a medium: each picture when its time has come, never faster than the sink takes them. */
export class IndexedPlayback implements Playback {
  readonly #medium: Medium;
  readonly #sink: PlaybackSink;
  readonly #off: () => string | undefined;
  readonly #clock = new PlaybackClock();
  /** Of what was asked for last: whoever finds another while it waited is done. */
  #turn = 0;
  #run = 0;
  #keysOnly = false;
  #isAtEnd = false;
  /** Of the picture that was sent last. */
  #place: number | undefined;
  #positionUs = 0;
  #telemetryUs: number | undefined;
  #wake: () => void = () => undefined;

  constructor({ medium, sink, off = () => undefined }: IndexedPlaybackOptions) {
    this.#medium = medium;
    this.#sink = sink;
    this.#off = off;
  }

  state(): PlaybackState {
    const { gaps, marks, isGrowing } = this.#medium;
    const range = this.#medium.range();
    const off = this.#off();
    return {
      ...(range && { range }),
      ...(off !== undefined && { off: off.slice(0, 300) }),
      isGrowing,
      gaps: gaps.slice(-MOST_GAPS),
      marks: marks.slice(-MOST_MARKS),
      ...(this.#run > 0 && {
        playing: {
          run: this.#run,
          positionUs: this.#positionUs,
          rate: this.#clock.rate,
          isAtEnd: this.#isAtEnd,
        },
      }),
    };
  }

  track(): readonly TrackPoint[] {
    const samples = this.#medium.track();
    const every = Math.ceil(samples.length / MOST_TRACK_POINTS);
    return samples
      .filter((_, at) => at % every === 0)
      .map(({ timeUs, values: { altitudeM, groundSpeedMps } }) => ({
        timeUs,
        ...(altitudeM !== undefined && { altitudeM }),
        ...(groundSpeedMps !== undefined && { groundSpeedMps }),
      }));
  }

  play(request: PlayRequest): void {
    const turn = ++this.#turn;
    const goesOn = request.run === this.#run && request.fromUs === undefined && request.step !== -1;
    this.#run = request.run;
    this.#keysOnly = request.keysOnly ?? false;
    this.#clock.set(request.fromUs ?? this.#clock.us, request.rate);
    this.#wake();
    void this.#follow(turn, request, goesOn && this.#place !== undefined).catch(() => this.stop());
  }

  stop(): void {
    this.#turn++;
    this.#run = 0;
    this.#place = undefined;
    this.#wake();
  }

  async #follow(turn: number, { fromUs, step, rate }: PlayRequest, goesOn: boolean): Promise<void> {
    if (step !== undefined && goesOn) await this.#stepOn(turn);
    else if (!goesOn) {
      const target = this.#target(fromUs, step);
      if (target !== undefined) await this.#show(turn, target, fromUs);
    }
    if (turn !== this.#turn) return;
    this.#sink.changed();
    if (rate > 0) await this.#pace(turn);
  }

  #target(fromUs: number | undefined, step: PlayRequest['step']): number | undefined {
    if (step === undefined || this.#place === undefined) return this.#medium.pictureAt(fromUs ?? this.#positionUs);
    if (step === 1) return this.#medium.next(this.#place) ?? this.#place;
    return this.#medium.previous(this.#place) ?? this.#medium.pictureAt(0);
  }

  /** The next picture alone: all that it needs has been sent. */
  async #stepOn(turn: number): Promise<void> {
    const next = this.#place === undefined ? undefined : this.#medium.next(this.#place);
    this.#isAtEnd = next === undefined;
    if (next === undefined) return;
    await this.#send(turn, next, false);
    if (turn === this.#turn) this.#clock.set(this.#positionUs, 0);
  }

  /** A picture out of its order: those that it is decoded from go before, hidden. */
  async #show(turn: number, target: number, fromUs: number | undefined): Promise<void> {
    this.#isAtEnd = false;
    this.#telemetryUs = undefined;
    let place = this.#medium.keyOf(target);
    while (place !== undefined && place < target) {
      if (!(await this.#send(turn, place, true))) return;
      place = this.#medium.next(place);
    }
    if (place === undefined || !(await this.#send(turn, place, false))) return;
    // Where what was asked for is gone, it begins with what there is.
    const isThere = fromUs !== undefined && fromUs >= this.#positionUs;
    if (!isThere) this.#clock.set(this.#positionUs, this.#clock.rate);
  }

  async #pace(turn: number): Promise<void> {
    while (turn === this.#turn) {
      const next = this.#following();
      if (next === undefined) {
        if (!this.#atEnd()) return;
        await this.#wait(LOOK_MS * 1000);
        continue;
      }
      this.#isAtEnd = false;
      const waitUs = this.#clock.until(this.#medium.timeUs(next));
      if (waitUs > LONGEST_WAIT_US && !this.#medium.isGrowing) {
        this.#clock.set(this.#medium.timeUs(next) - LONGEST_WAIT_US * this.#clock.rate, this.#clock.rate);
        continue;
      }
      if (waitUs > 0) {
        await this.#wait(waitUs);
        continue;
      }
      await this.#send(turn, waitUs < -LATE_US ? this.#catchUp(next) : next, false);
    }
  }

  #following(): number | undefined {
    const place = this.#place;
    if (place === undefined) return this.#medium.pictureAt(this.#clock.us);
    return this.#keysOnly ? this.#medium.nextKey(place) : this.#medium.next(place);
  }

  /** Returns whether there may be more. */
  #atEnd(): boolean {
    const isNews = !this.#isAtEnd;
    this.#isAtEnd = true;
    if (!this.#medium.isGrowing) this.#clock.set(this.#positionUs, 0);
    if (isNews) this.#sink.changed();
    return this.#medium.isGrowing;
  }

  /** The newest key picture whose time has come; where that is no gain, the next. */
  #catchUp(next: number): number {
    const due = this.#medium.pictureAt(this.#clock.us);
    const key = due === undefined ? undefined : this.#medium.keyOf(due);
    return key !== undefined && key > next ? key : next;
  }

  /** Returns whether this turn is still the one that counts. */
  async #send(turn: number, place: number, isHidden: boolean): Promise<boolean> {
    const run = this.#run;
    const timeUs = this.#medium.timeUs(place);
    const sample = isHidden ? undefined : await this.#medium.telemetryAt(timeUs, this.#telemetryUs);
    const unit = await this.#medium.load(place);
    await this.#sink.room();
    if (turn !== this.#turn) return false;
    if (!unit) {
      // Deleted meanwhile, or a disk that does not give it: nothing until the next key picture can be decoded.
      const key = this.#medium.nextKey(place);
      this.#place = key === undefined ? place : this.#medium.previous(key);
      return key !== undefined && !isHidden;
    }
    if (sample) {
      this.#telemetryUs = sample.timeUs;
      this.#sink.telemetry(sample, run);
    }
    this.#place = place;
    this.#positionUs = timeUs;
    this.#sink.picture(unit, run, isHidden);
    return true;
  }

  #wait(us: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, us / 1000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
