import {
  MAX_GAPS,
  MAX_MARKS,
  MAX_TRACK_POINTS,
  type PastRow,
  type PastValuesRequest,
  type PlaybackState,
  type PlayRequest,
  type TrackPoint,
} from '#contracts/playback';
import { asBeginning, isEntry } from '#core/media/access-unit';
import { plotValue } from '#core/telemetry/plots/plot-key';
import type { Text } from '#core/texts/text';
import { nowUs } from '../clock';
import { type KeyPicture, keyPictureAt } from './key-picture';
import type { Medium } from './medium';
import type { Playback, PlaybackSink } from './playback';
import { playedUs } from './playback-clock';
import { type PlaybackEffect, type PlaybackEvent, type PlayState, type Sending, STOPPED } from './playback-state';
import { SoundPacer } from './sound-pacer';
import { stepPlayback } from './step-playback';

export interface IndexedPlaybackOptions {
  readonly medium: Medium;
  readonly sink: PlaybackSink;
  /** Why nothing is kept at the moment. */
  readonly off?: () => Text | undefined;
}

/** What was read of the medium for the sink. */
type Loaded = {
  readonly unit: Awaited<ReturnType<Medium['load']>>;
  readonly sample: Awaited<ReturnType<Medium['telemetryAt']>>;
};

/**
 * Plays a medium: each picture when its time has come, never faster than the sink takes them. The rules are in
 * `step-playback.ts`; here are the reading, the waiting and the sink.
 */
export class IndexedPlayback implements Playback {
  readonly #medium: Medium;
  readonly #sink: PlaybackSink;
  readonly #off: () => Text | undefined;
  readonly #sound: SoundPacer;
  #state: PlayState = STOPPED;
  #timer: NodeJS.Timeout | undefined;
  /** The place that was given last. */
  #given: number | undefined;
  /** Counts questions for values: the newest alone is answered. */
  #question = 0;

  constructor({ medium, sink, off = () => undefined }: IndexedPlaybackOptions) {
    this.#medium = medium;
    this.#sink = sink;
    this.#off = off;
    const clock = () => ({ us: playedUs(this.#state.clock, nowUs()), rate: this.#state.clock.rate });
    this.#sound = new SoundPacer({ medium, sink, clock });
  }

  state(): PlaybackState {
    const { gaps, marks, isGrowing, order, telemetryShiftUs } = this.#medium;
    const range = this.#medium.range();
    const off = this.#off();
    const { run, positionUs, clock, isAtEnd } = this.#state;
    return {
      ...(range && { range }),
      ...(off !== undefined && { off }),
      isGrowing,
      ...(order && { reorders: true }),
      ...(telemetryShiftUs !== undefined && { telemetryShiftUs }),
      gaps: gaps.slice(-MAX_GAPS),
      marks: marks.slice(-MAX_MARKS),
      ...(run > 0 && {
        playing: {
          run,
          positionUs,
          isAtEnd,
          rate: clock.rate,
        },
      }),
    };
  }

  track(): readonly TrackPoint[] {
    const samples = this.#medium.track();
    const every = Math.ceil(samples.length / MAX_TRACK_POINTS);
    return samples
      .filter((_, at) => at % every === 0)
      .map(({ timeUs, values: { altitudeM, groundSpeedMps, latitudeDeg, longitudeDeg } }) => ({
        timeUs,
        ...(altitudeM !== undefined && { altitudeM }),
        ...(groundSpeedMps !== undefined && { groundSpeedMps }),
        ...placeOf(latitudeDeg, longitudeDeg),
      }));
  }

  async values({ keys, fromUs, toUs, count }: PastValuesRequest): Promise<readonly PastRow[] | undefined> {
    const question = ++this.#question;
    const rows: PastRow[] = [];
    let knownUs: number | undefined;
    for (let at = 0; at < count; at++) {
      const us = fromUs + ((toUs - fromUs) * at) / (count - 1);
      const sample = await this.#medium.telemetryAt(us, knownUs);
      if (question !== this.#question) return undefined;
      // One that was before the first time, or was given already.
      if (!sample || sample.timeUs < fromUs || sample.timeUs === knownUs) continue;
      knownUs = sample.timeUs;
      rows.push({ timeUs: knownUs, values: keys.map((key) => plotValue(sample.values, key) ?? null) });
    }
    return rows;
  }

  keyPicture(us: number): Promise<KeyPicture | undefined> {
    return keyPictureAt(this.#medium, us);
  }

  play(request: PlayRequest): void {
    this.#step({ type: 'play', request, nowUs: nowUs() });
  }

  shiftTelemetry(byUs: number): void {
    this.#medium.shiftTelemetry?.(byUs);
    const { run, positionUs, turn } = this.#state;
    if (run === 0) return;
    // A picture that stands has the values of the new place at once.
    void this.#medium.telemetryAt(positionUs).then((sample) => {
      if (sample && this.#state.turn === turn) this.#sink.telemetry(sample, run);
    });
  }

  stop(): void {
    this.#step({ type: 'stop' });
  }

  /** @param loaded what the event brings */
  #step(event: PlaybackEvent, loaded?: Loaded): void {
    const turn = this.#state.turn;
    const { state, effects } = stepPlayback(this.#state, event, this.#medium);
    this.#state = state;
    // Another question is waited for no more.
    if (state.turn !== turn) clearTimeout(this.#timer);
    for (const effect of effects) this.#do(effect, loaded);
  }

  #do(effect: PlaybackEffect, loaded: Loaded | undefined): void {
    switch (effect.do) {
      case 'load':
        void this.#load(effect.sending, effect.knownTelemetryUs);
        return;
      case 'give':
        return this.#give(effect.sending, effect.run, loaded);
      case 'wait':
        this.#timer = setTimeout(() => this.#due(effect.turn), effect.us / 1000);
        return;
      case 'changed':
        return this.#sink.changed();
      case 'stop-sound':
        return this.#sound.stop();
      case 'follow-sound':
        return this.#sound.follow(effect.run);
    }
  }

  #due(turn: number): void {
    try {
      this.#step({ type: 'due', turn, nowUs: nowUs() });
    } catch {
      this.#step({ type: 'failed', turn });
    }
  }

  async #load(sending: Sending, knownTelemetryUs: number | undefined): Promise<void> {
    const { turn, place, timeUs, isHidden } = sending;
    try {
      const sample = isHidden ? undefined : await this.#medium.telemetryAt(timeUs, knownTelemetryUs);
      const unit = await this.#medium.load(place);
      await this.#sink.room();
      const isFound = unit !== undefined || this.#medium.isPictureless === true;
      const event = { type: 'loaded', sending, isFound, telemetryUs: sample?.timeUs, nowUs: nowUs() } as const;
      this.#step(event, { unit, sample });
    } catch {
      this.#step({ type: 'failed', turn });
    }
  }

  #give({ place, isHidden, isLast }: Sending, run: number, loaded: Loaded | undefined): void {
    if (loaded?.sample) this.#sink.telemetry(loaded.sample, run);
    if (!loaded?.unit) return;
    const begins = isEntry(loaded.unit) && this.#given !== this.#medium.previous(place);
    this.#given = place;
    this.#sink.picture(begins ? asBeginning(loaded.unit) : loaded.unit, run, isHidden, isLast);
  }
}

/** A vehicle without a fix may say anything. */
function placeOf(latitudeDeg = Number.NaN, longitudeDeg = Number.NaN) {
  const isPlace = Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180;
  return isPlace ? { latitudeDeg, longitudeDeg } : {};
}
