import type { ViewerMessage } from '#contracts/link';
import { LIVE, type Past, pastOf } from '../../streams/shown';
import type { StreamView } from '../../streams/stream-view';
import type { Service } from '../../viewer/viewer';

/** What people choose from. */
export const RATES = [0.25, 0.5, 1, 2, 4, 8] as const;
const LARGEST_RUN = 0xffff;
/** At this rate and above, a machine that drops pictures is given key pictures alone. */
const FAST = 2;
/** Of the pictures that came in a second, so many may be dropped. */
const MAX_DROPPED = 0.1;

export interface TimelineControlOptions {
  readonly send: (message: ViewerMessage) => void;
  /** All that is shown: they are played in step. */
  readonly views: () => readonly StreamView[];
  /** Whose position counts. */
  readonly focus: () => StreamView;
}

/** Looks back, for all streams that are shown at once: each is asked for the same moment at the same rate. */
export class TimelineControl {
  readonly #options: TimelineControlOptions;
  #run = 0;
  /** What it plays at when it plays. */
  #rate = 1;
  #keysOnly = false;
  #before = { received: 0, dropped: 0 };
  #unsubscribeStep: () => void = () => undefined;
  #unsubscribeEnd: () => void = () => undefined;

  constructor(options: TimelineControlOptions) {
    this.#options = options;
  }

  /** Whether the pictures are the past's. */
  get isBack(): boolean {
    return this.#options.focus().run !== undefined;
  }

  get rate(): number {
    return this.#rate;
  }

  /** Whether it stands still. */
  get isPaused(): boolean {
    return this.#past?.rate === 0;
  }

  /** Goes to a moment, on the wall's clock in µs; to the live pictures, where it has not been yet. */
  seek(us: number, rate = this.isPaused ? 0 : this.#rate): void {
    const { edgeUs } = this.#options.focus().store.getState().readings;
    if (edgeUs !== undefined && us >= edgeUs && this.#isGrowing) return this.live();
    this.#begin(us, rate);
  }

  /** Plays from one moment to another, and stops there; whatever is asked for meanwhile is done instead. */
  playSpan(fromUs: number, toUs: number): void {
    const focus = this.#options.focus();
    this.#begin(fromUs, this.#rate);
    this.#unsubscribeEnd = focus.store.subscribe((state) => {
      const past = pastOf(state);
      if (!past || past.positionUs < toUs || past.rate === 0) return;
      this.#begin(toUs, 0);
    });
  }

  /** Goes so many seconds on, or back. */
  seekBy(seconds: number): void {
    const us = this.positionUs;
    if (us !== undefined && (this.isBack || seconds < 0)) this.seek(us + seconds * 1e6);
  }

  toBegin(): void {
    const { range } = this.#options.focus().store.getState().playback ?? {};
    if (range) this.seek(range.beginUs);
  }

  /** Stops at this picture, or goes on from it. */
  pauseOrPlay(): void {
    if (this.isBack && this.isPaused && this.#isRecordingsEnd) this.seek(this.#rangeBeginUs ?? 0, this.#rate);
    else if (this.isBack) this.#goOn(this.isPaused ? this.#rate : 0);
    else if (this.positionUs !== undefined) this.#begin(this.positionUs, 0);
  }

  /** One picture on or back, of the stream in focus; the others show theirs of that moment. */
  step(step: 1 | -1): void {
    const focus = this.#options.focus();
    const us = this.positionUs;
    if (us === undefined) return;
    if (!this.isBack) this.#begin(us, 0);
    else if (!this.isPaused) this.#goOn(0);
    if (step === -1 || this.#reorders(focus)) this.#nextRun();
    this.#show(focus, this.#run, us, 0);
    this.#play(focus, { run: this.#run, rate: 0, step });
    this.#unsubscribeStep();
    // Until something else is asked for: a picture from before the step may be shown yet, and is not where the step leads.
    let atUs = us;
    this.#unsubscribeStep = focus.store.subscribe((state) => {
      const past = pastOf(state);
      if (!past || past.positionUs === atUs) return;
      atUs = past.positionUs;
      for (const view of this.#options.views()) if (view !== focus) this.#beginOne(view, atUs, 0);
    });
  }

  /** The next rate up or down; what stands still begins to play at it. */
  faster(by: 1 | -1): void {
    const at = RATES.findIndex((rate) => rate >= this.#rate);
    const rate = RATES[Math.min(RATES.length - 1, Math.max(0, at + by))] ?? 1;
    this.setRate(rate);
  }

  setRate(rate: number): void {
    this.#rate = rate;
    this.#keysOnly = false;
    if (this.isBack) this.#goOn(rate);
  }

  /** Shows what is live. A recording's end, where nothing is. */
  live(): void {
    if (!this.#isGrowing) return this.#toEnd();
    this.#unsubscribeStep();
    this.#unsubscribeEnd();
    this.#rate = 1;
    this.#keysOnly = false;
    for (const view of this.#options.views()) {
      const { stream } = view.store.getState();
      if (!stream || view.run === undefined) continue;
      view.show(LIVE);
      this.#options.send({ type: 'live', stream: stream.id });
    }
  }

  /** Marks the moment that is shown, in all that is shown. A recording has the marks that were set while it was made. */
  mark(): void {
    const atUs = this.#options.focus().positionUs;
    const live = this.#options.views().flatMap((view) => view.store.getState().stream ?? []);
    const streams = live.flatMap(({ id, playback }) => (playback ? [] : [id]));
    if (streams.length > 0) this.#options.send({ type: 'mark', streams, ...(atUs !== undefined && { atUs }) });
  }

  /** Moves the log under the film in focus, where its telemetry is read from one. */
  shiftTelemetry(seconds: number): void {
    const { stream, playback } = this.#options.focus().store.getState();
    if (!stream || playback?.telemetryShiftUs === undefined) return;
    this.#options.send({ type: 'shift-telemetry', stream: stream.id, byUs: Math.round(seconds * 1e6) });
    this.askForTrack();
  }

  /** Asks for the values of the plot. */
  askForTrack(): void {
    const { stream, playback } = this.#options.focus().store.getState();
    if (stream && playback?.range) this.#options.send({ type: 'track', stream: stream.id });
  }

  /**
   * What the station says of a stream is new: a viewer that has caught up with what is live sees it live, and a recording that
   * has come to its end stands still there.
   */
  playbackChanged(view: StreamView): void {
    const { playback, shown } = view.store.getState();
    const playing = playback?.playing;
    if (shown.kind === 'live' || !playing?.isAtEnd || playing.run !== shown.run) return;
    if (playing.rate === 0 && shown.rate > 0) return this.#standAtEnd(view);
    if (view === this.#options.focus() && this.#isGrowing && playing.run === this.#run && playing.rate >= 1)
      this.live();
  }

  /** A stream comes into sight while others are looked back at; or a recording, which is played from its beginning. */
  joined(view: StreamView): void {
    if (view.run !== undefined) return;
    const us = this.positionUs;
    const { stream, playback } = view.store.getState();
    if (this.isBack && us !== undefined) this.#beginOne(view, us, this.isPaused ? 0 : this.#rate);
    else if (stream?.playback && playback?.range) {
      this.#rate = 1;
      this.#keysOnly = false;
      this.#begin(playback.range.beginUs, 1);
    }
  }

  /** Once a second: whether the machine decodes what it is sent. */
  second(): void {
    const sum = { received: 0, dropped: 0 };
    for (const view of this.#options.views()) {
      const { counters } = view.store.getState().readings;
      sum.received += counters?.received ?? 0;
      sum.dropped += counters?.dropped.decoderBehind ?? 0;
    }
    const dropped = sum.dropped - this.#before.dropped;
    const isBehind = dropped > MAX_DROPPED * (sum.received - this.#before.received);
    this.#before = sum;
    if (!isBehind || !this.isBack || this.isPaused || this.#rate < FAST || this.#keysOnly) return;
    this.#keysOnly = true;
    this.#goOn(this.#rate);
  }

  /** The moment that is shown, on the wall's clock in µs; `undefined` where nothing is kept. */
  get positionUs(): number | undefined {
    const focus = this.#options.focus();
    return focus.positionUs ?? focus.store.getState().readings.edgeUs;
  }

  get #past(): Past | undefined {
    return pastOf(this.#options.focus().store.getState());
  }

  get #isGrowing(): boolean {
    const { stream, playback } = this.#options.focus().store.getState();
    return !stream?.playback && (playback?.isGrowing ?? true);
  }

  /** Whether the station said last that nothing follows. */
  get #isRecordingsEnd(): boolean {
    const { playback } = this.#options.focus().store.getState();
    return (
      !this.#isGrowing &&
      playback?.playing?.isAtEnd === true &&
      (this.#options.focus().positionUs ?? 0) >= (playback.range?.endUs ?? 0)
    );
  }

  get #rangeBeginUs(): number | undefined {
    return this.#options.focus().store.getState().playback?.range?.beginUs;
  }

  #reorders(view: StreamView): boolean {
    return view.store.getState().playback?.reorders === true;
  }

  /** Shows the very last picture: of what was played fast, or on a slow machine, it may have been left out. */
  #standAtEnd(view: StreamView): void {
    const { range } = view.store.getState().playback ?? {};
    if (!range) return;
    this.#keysOnly = false;
    this.#nextRun();
    this.#beginOne(view, range.endUs, 0);
  }

  #toEnd(): void {
    const { range } = this.#options.focus().store.getState().playback ?? {};
    if (range) this.#begin(range.endUs, 0);
  }

  #begin(us: number, rate: number): void {
    this.#unsubscribeStep();
    this.#unsubscribeEnd();
    this.#nextRun();
    for (const view of this.#options.views()) this.#beginOne(view, us, rate);
  }

  #beginOne(view: StreamView, us: number, rate: number): void {
    if (!view.store.getState().playback?.range) return;
    this.#show(view, this.#run, us, rate);
    this.#play(view, { run: this.#run, fromUs: Math.max(0, us), rate });
  }

  #goOn(rate: number): void {
    this.#unsubscribeStep();
    for (const view of this.#options.views()) {
      const past = pastOf(view.store.getState());
      const positionUs = view.positionUs;
      if (!past || positionUs === undefined) continue;
      // What is decoded ahead is called back by a run of its own, which begins with the picture that is shown.
      const isNew = this.#reorders(view) && (rate === 0 || past.rate === 0);
      if (isNew) this.#nextRun();
      const run = isNew ? this.#run : past.run;
      this.#show(view, run, positionUs, rate);
      this.#play(view, { run, rate, ...(isNew && { fromUs: positionUs }) });
    }
  }

  #show(view: StreamView, run: number, positionUs: number, rate: number): void {
    view.show({ kind: 'past', run, positionUs, rate });
  }

  #play(view: StreamView, request: { run: number; rate: number; fromUs?: number; step?: 1 | -1 }): void {
    const { stream } = view.store.getState();
    if (!stream) return;
    this.#options.send({
      type: 'play',
      stream: stream.id,
      ...request,
      ...(this.#keysOnly && { keysOnly: true }),
      ...(this.#options.views().length > 1 && { inStep: true }),
    });
  }

  #nextRun(): void {
    this.#run = (this.#run % LARGEST_RUN) + 1;
  }
}

export const timelineControl: Service<TimelineControl> = {
  create: (viewer) =>
    new TimelineControl({
      send: (message) => viewer.send(message),
      views: () => viewer.store.getState().views,
      focus: () => viewer.store.getState().focus,
    }),
};
