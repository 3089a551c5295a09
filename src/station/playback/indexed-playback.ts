import {
  MOST_GAPS,
  MOST_MARKS,
  MOST_TRACK_POINTS,
  type PlaybackState,
  type PlayRequest,
  type TrackPoint,
} from '#contracts/playback';
import { type KeyPicture, keyPictureAt } from './key-picture';
import type { Medium } from './medium';
import type { Playback, PlaybackSink } from './playback';
import { PlaybackClock } from './playback-clock';
import { SoundPacer } from './sound-pacer';

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
  readonly #sound: SoundPacer;
  /** Of what was asked for last: whoever finds another while it waited is done. */
  #turn = 0;
  #run = 0;
  #keysOnly = false;
  #inStep = false;
  #isAtEnd = false;
  /** Where it is: of the picture that was asked for, or shown since. */
  #place: number | undefined;
  /** Of the picture that was sent last, shown or hidden: only what follows it can be decoded with nothing else. */
  #sent: number | undefined;
  /** What is shown earlier than what was asked for is not shown, though it may be decoded after it. */
  #fromUs = Number.NEGATIVE_INFINITY;
  /** The decoder gave out all it held after the picture that was sent last. */
  #isCalledOut = false;
  #positionUs = 0;
  #telemetryUs: number | undefined;
  #wake: () => void = () => undefined;

  constructor({ medium, sink, off = () => undefined }: IndexedPlaybackOptions) {
    this.#medium = medium;
    this.#sink = sink;
    this.#off = off;
    this.#sound = new SoundPacer({ medium, sink, clock: this.#clock });
  }

  state(): PlaybackState {
    const { gaps, marks, isGrowing, order } = this.#medium;
    const range = this.#medium.range();
    const off = this.#off();
    return {
      ...(range && { range }),
      ...(off !== undefined && { off: off.slice(0, 300) }),
      isGrowing,
      ...(order && { reorders: true }),
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
      .map(({ timeUs, values: { altitudeM, groundSpeedMps, latitudeDeg, longitudeDeg } }) => ({
        timeUs,
        ...(altitudeM !== undefined && { altitudeM }),
        ...(groundSpeedMps !== undefined && { groundSpeedMps }),
        ...placeOf(latitudeDeg, longitudeDeg),
      }));
  }

  keyPicture(us: number): Promise<KeyPicture | undefined> {
    return keyPictureAt(this.#medium, us);
  }

  play(request: PlayRequest): void {
    const turn = ++this.#turn;
    const { run, fromUs, step, rate } = request;
    // What was called out of a decoder goes on from a key picture, and so does a picture that others were decoded before.
    const canGoOn = !this.#isCalledOut && !(this.#medium.order && (rate === 0 || step !== undefined));
    const goesOn = canGoOn && run === this.#run && fromUs === undefined && step !== -1 && this.#sent === this.#place;
    this.#run = run;
    this.#keysOnly = request.keysOnly ?? false;
    this.#inStep = request.inStep ?? false;
    this.#isAtEnd = false;
    this.#clock.set(fromUs ?? this.#clock.us, rate);
    // Where it is to be counts at once: the next question may come before a picture is sent.
    this.#place = this.#target(fromUs, step);
    this.#positionUs = this.#place === undefined ? this.#positionUs : this.#medium.timeUs(this.#place);
    if (step !== undefined) this.#clock.set(this.#positionUs, 0);
    this.#wake();
    this.#sound.stop();
    void this.#follow(turn, goesOn, step !== undefined).catch(() => this.stop());
  }

  stop(): void {
    this.#turn++;
    this.#run = 0;
    this.#place = undefined;
    this.#sent = undefined;
    this.#sound.stop();
    this.#wake();
  }

  async #follow(turn: number, goesOn: boolean, isStep: boolean): Promise<void> {
    const target = this.#place;
    const isAlone = this.#clock.rate === 0 && this.#medium.holdsBack === true;
    if (target !== undefined && goesOn && isStep && target !== this.#sent) {
      await this.#send(turn, target, false, isAlone);
    } else if (target !== undefined && !goesOn) await this.#show(turn, target, isAlone);
    if (turn !== this.#turn) return;
    const isStill = isStep || this.#clock.rate === 0;
    this.#isAtEnd = isStill && target !== undefined && this.#after(target) === undefined;
    this.#sink.changed();
    this.#sound.follow(this.#run);
    if (this.#clock.rate > 0) await this.#pace(turn);
  }

  #target(fromUs: number | undefined, step: PlayRequest['step']): number | undefined {
    if (fromUs !== undefined || this.#place === undefined) return this.#medium.pictureAt(fromUs ?? this.#positionUs);
    if (step === 1) return this.#after(this.#place) ?? this.#place;
    if (step === -1) return this.#before(this.#place) ?? this.#medium.pictureAt(0);
    return this.#place;
  }

  #after(place: number): number | undefined {
    return this.#medium.order ? this.#medium.order.after(place) : this.#medium.next(place);
  }

  #before(place: number): number | undefined {
    return this.#medium.order ? this.#medium.order.before(place) : this.#medium.previous(place);
  }

  /**
   * A picture out of its order: those that it is decoded from go before, hidden. Where it is to be seen alone, it is the only
   * one that is not; else those that are shown after it are not either, though they are decoded before.
   */
  async #show(turn: number, target: number, isAlone: boolean): Promise<void> {
    this.#telemetryUs = undefined;
    const targetUs = this.#medium.timeUs(target);
    this.#fromUs = this.#medium.order ? targetUs : Number.NEGATIVE_INFINITY;
    let place = this.#medium.keyOf(target);
    while (place !== undefined && turn === this.#turn) {
      const isBefore = isAlone || !this.#medium.order || this.#medium.timeUs(place) < targetUs;
      const isSent = await this.#send(turn, place, place < target && isBefore, isAlone && place >= target);
      if (isSent && place >= target) break;
      // What was deleted meanwhile leads to the first that is kept, which is a key picture.
      place = this.#medium.next(place);
    }
    // Where what was asked for is gone, it goes on from what there is, unless others are where that was.
    if (turn === this.#turn && this.#clock.us < this.#positionUs && !this.#inStep)
      this.#clock.set(this.#positionUs, this.#clock.rate);
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
      const dueUs = this.#dueUs(next);
      const waitUs = this.#clock.until(dueUs);
      if (waitUs > LONGEST_WAIT_US && !this.#medium.isGrowing && !this.#inStep) {
        this.#clock.set(dueUs - LONGEST_WAIT_US * this.#clock.rate, this.#clock.rate);
        continue;
      }
      if (waitUs > 0) {
        await this.#wait(waitUs);
        continue;
      }
      const place = waitUs < -LATE_US ? this.#catchUp(next) : next;
      const isHidden = this.#isPassedOver(place);
      const isLast = this.#medium.holdsBack === true && !this.#medium.isGrowing && this.#next(place) === undefined;
      await this.#send(turn, place, isHidden, isLast);
      // What is not shown is passed over all the same.
      if (isHidden && turn === this.#turn) this.#place = place;
    }
  }

  /** Decoded after what was asked for and shown before it, or outside of what is shown at all. */
  #isPassedOver(place: number): boolean {
    const { order } = this.#medium;
    return order !== undefined && (this.#medium.timeUs(place) < this.#fromUs || !order.isShown(place));
  }

  #dueUs(place: number): number {
    return this.#medium.order ? this.#medium.order.dueUs(place) : this.#medium.timeUs(place);
  }

  #following(): number | undefined {
    const place = this.#place;
    if (place === undefined) return this.#medium.pictureAt(this.#clock.us);
    return this.#next(place);
  }

  #next(place: number): number | undefined {
    return this.#keysOnly ? this.#medium.nextKey(place) : this.#medium.next(place);
  }

  /** Returns whether there may be more. */
  #atEnd(): boolean {
    const isNews = !this.#isAtEnd;
    this.#isAtEnd = true;
    if (!this.#medium.isGrowing) {
      this.#rest();
      this.#sound.stop();
    }
    if (isNews) this.#sink.changed();
    return this.#medium.isGrowing;
  }

  /** Stands at the last picture that is shown, which may not be the last that was decoded. */
  #rest(): void {
    if (this.#medium.order) this.#place = this.#medium.pictureAt(Number.MAX_SAFE_INTEGER);
    if (this.#place !== undefined) this.#positionUs = this.#medium.timeUs(this.#place);
    this.#clock.set(this.#positionUs, 0);
  }

  /** The newest key picture whose time has come; where that is no gain, the next. */
  #catchUp(next: number): number {
    const due = this.#medium.pictureAt(this.#clock.us);
    const key = due === undefined ? undefined : this.#medium.keyOf(due);
    return key !== undefined && key > next ? key : next;
  }

  /** Returns whether it was sent: it may be deleted by now, and another turn may have come. */
  async #send(turn: number, place: number, isHidden: boolean, isLast: boolean): Promise<boolean> {
    const run = this.#run;
    const timeUs = this.#medium.timeUs(place);
    const sample = isHidden ? undefined : await this.#medium.telemetryAt(timeUs, this.#telemetryUs);
    const unit = await this.#medium.load(place);
    await this.#sink.room();
    if (turn !== this.#turn) return false;
    if (!unit) {
      // Nothing can be decoded until the next key picture.
      const key = this.#medium.nextKey(place);
      if (!isHidden) this.#place = (key === undefined ? undefined : this.#medium.previous(key)) ?? place;
      return false;
    }
    if (sample) {
      this.#telemetryUs = sample.timeUs;
      this.#sink.telemetry(sample, run);
    }
    this.#sent = place;
    this.#isCalledOut = isLast;
    if (!isHidden) {
      this.#place = place;
      this.#positionUs = timeUs;
    }
    this.#sink.picture(unit, run, isHidden, isLast);
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

/** A vehicle without a fix may say anything. */
function placeOf(latitudeDeg = Number.NaN, longitudeDeg = Number.NaN) {
  const isPlace = Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180;
  return isPlace ? { latitudeDeg, longitudeDeg } : {};
}
