import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StationMessage, StreamInfo } from '#contracts/link';
import type { Picture } from '#contracts/picture';
import type { PlaybackState } from '#contracts/playback';
import { isEntry, isRightAtOnce } from '#core/media/access-unit';
import type { ClockOffset } from '#core/media/clock-offset';
import type { GivenPictures } from '#core/media/picture-choice';
import { UsualDistance } from '#core/media/usual-distance';
import { applyChanges } from '#core/telemetry/changes';
import type { Telemetry } from '#core/telemetry/telemetry';
import { FrameRate } from '../player/fps';
import { LatencyStatistics } from '../player/latency-statistics';
import { Player } from '../player/player';
import type { Screen } from '../player/screen';
import type { ShownPicture } from '../player/shown-picture';
import type { SoundFigures } from '../sound/sound-channel';
import { AfterPicture } from './after-picture';
import { LIVE, pastOf, type Shown } from './shown';
import { initialStream, type Readings, type StreamState } from './stream-state';

export interface StreamViewOptions {
  /** Owned by the view, which closes it. */
  readonly screen: Screen;
  /** µs of `performance.now()`'s clock. */
  readonly now: () => number;
  /** The station's clock against ours, on the link of this moment. */
  readonly clock: () => ClockOffset;
  /** A picture stood on the screen. */
  readonly onShown: (picture: ShownPicture) => void;
  /** What is shown is another moment, or goes at another rate. */
  readonly onShow: () => void;
  /** How its sound is doing; `undefined` where it is not heard. */
  readonly soundOf: () => SoundFigures | undefined;
  /** The page cannot decode this stream's H.265 after all. */
  readonly onRefused: () => void;
  /** Whether the parts of the latency are shown. */
  readonly wantsParts: () => boolean;
}

/** What the station says of one stream. */
type StreamMessage = Extract<StationMessage, { type: 'state' | 'telemetry' | 'statistics' | 'playback' }>;

/** One stream that is shown: its pictures go to player and screen, everything else to its store. */
export class StreamView {
  readonly store: StoreApi<StreamState>;
  readonly screen: Screen;
  readonly #options: StreamViewOptions;
  readonly #player: Player;
  readonly #fps = new FrameRate();
  readonly #latency = new LatencyStatistics();
  readonly #distance = new UsualDistance();
  readonly #afterPicture = new AfterPicture();
  /** As the station told it last, shown or not yet. */
  #telemetry: Telemetry = {};
  #telemetryAtUs: number | undefined;
  /** When the station's last picture arrived there, as it said last. */
  #arrivedAtUs: number | undefined;
  #given: GivenPictures = 'all';
  /** The stream refreshes itself bit by bit: for key pictures the station gives all. */
  #rolls = false;
  #playbackAtUs = 0;

  constructor(options: StreamViewOptions) {
    const { screen, now, clock } = options;
    this.#options = options;
    this.screen = screen;
    this.#player = new Player({ screen, now });
    this.store = createStore(() => initialStream(this.#player.state));
    this.#player.subscribe((player) => {
      if (this.#player.refusesH265) options.onRefused();
      this.store.setState({ player });
    });
    this.#player.onShown((picture) => {
      this.#fps.shown(picture.shownUs);
      this.#distance.seen(picture.shownUs);
      options.onShown(picture);
      // The first picture ends every message about its absence at once.
      if (this.store.getState().readings.pictureAgeMs === undefined) this.read();
      if (picture.run === undefined) {
        const offset = clock().offsetUs;
        this.#latency.shown(this.#withLatencyTimes(picture), offset === undefined ? undefined : -offset);
      } else this.#movedTo(picture.receiveUs);
      this.#afterPicture.shown();
    });
  }

  /** A picture with the times that a latency may be counted from. */
  #withLatencyTimes(picture: ShownPicture): ShownPicture {
    if (!this.store.getState().stream?.captureIsRelative) return picture;
    const { captureUs: _, ...rest } = picture;
    return rest;
  }

  /** Shows a stream from here on. The same one again keeps its picture and values. */
  follow(stream: StreamInfo | undefined): void {
    const before = this.store.getState().stream;
    if (before?.id !== stream?.id) this.#reset();
    if (before !== stream) this.store.setState({ stream });
  }

  /** The stream's pictures begin again, at a key picture: the last good one stays until then. */
  rejoin(): void {
    if (this.run === undefined) this.#player.gap();
    else this.show(LIVE);
  }

  /**
   * Shows this from here on: of a run its pictures and no others. Their times are the past's, and nothing of them is taken for
   * live.
   */
  show(shown: Shown): void {
    const before = this.store.getState().shown;
    const isOther = runOf(shown) !== runOf(before);
    if (isOther) {
      this.#player.startRun(runOf(shown));
      this.#fps.reset();
      this.#distance.reset();
      this.#latency.reset();
      this.#telemetryAtUs = undefined;
      this.#arrivedAtUs = undefined;
    }
    this.store.setState({ shown });
    if (isOther || rateOf(shown) !== rateOf(before)) this.#options.onShow();
    this.read();
  }

  /** What is shown was asked for by this; `undefined` is live. */
  get run(): number | undefined {
    return runOf(this.store.getState().shown);
  }

  /**
   * The moment whose picture is on the screen, on the wall's clock in µs, or that is asked for, until there is one;
   * `undefined` is live. The store has it a little later, for those who draw it.
   */
  get positionUs(): number | undefined {
    const past = pastOf(this.store.getState());
    return past && (this.#player.givenUs ?? past.positionUs);
  }

  #movedTo(positionUs: number): void {
    const { run } = this;
    this.#afterPicture.later('position', () => {
      const past = pastOf(this.store.getState());
      // Something else may have been requested since.
      if (past && run === past.run) this.store.setState({ shown: { ...past, positionUs } });
    });
  }

  push(picture: Picture): void {
    const { run } = this;
    if (picture.run !== run) return;
    // Until the station has heard what is wanted, it gives more.
    if (isEntry(picture)) this.#rolls = !isRightAtOnce(picture);
    const isWanted = this.#given === 'all' || (this.#given === 'key' && (this.#rolls || isEntry(picture)));
    if (run === undefined && !isWanted) return;
    this.#player.push(picture);
  }

  receive(message: StreamMessage): void {
    switch (message.type) {
      case 'state':
        return this.store.setState({ links: message.links });
      case 'telemetry':
        if (message.run !== this.run) return;
        // Old telemetry that a new subscriber gets is as old as the station says.
        this.#telemetryAtUs =
          message.run === undefined
            ? (this.#options.clock().toOurs(message.receiveUs) ?? this.#options.now())
            : message.receiveUs;
        this.#telemetry = message.gone
          ? applyChanges(this.#telemetry, { values: message.values, gone: message.gone })
          : message.values;
        // A log alone has no pictures to say where it is.
        if (message.run !== undefined && this.store.getState().stream?.video === '') this.#movedTo(message.receiveUs);
        return this.#afterPicture.later('telemetry', () =>
          this.store.setState({ telemetry: this.#telemetry, telemetryUs: message.receiveUs }),
        );
      case 'statistics':
        this.#arrivedAtUs =
          this.#options.now() - (message.statistics.lastPictureAgeMs ?? Number.POSITIVE_INFINITY) * 1000;
        return this.store.setState({ statistics: message.statistics });
      case 'playback':
        return this.#receivePlayback(message.playback);
    }
  }

  /** Which pictures the station is to give. */
  get given(): GivenPictures {
    return this.#given;
  }

  /** Shows all pictures, key pictures alone where the machine cannot keep up, or none where the page is hidden. */
  give(given: GivenPictures): void {
    if (this.#given === given) return;
    // What was left out is missing from what follows.
    if (given !== 'none') this.#player.gap();
    this.#given = given;
    this.#arrivedAtUs = undefined;
    this.store.setState({ keyOnly: given === 'key' });
  }

  /** Says whether the machine keeps up with this one stream. */
  setStrained(isStrained: boolean): void {
    if (this.store.getState().isStrained !== isStrained) this.store.setState({ isStrained });
  }

  /** `read`, as soon as no picture has to wait for what it draws. */
  readSoon(): void {
    this.#afterPicture.later('readings', () => this.read());
  }

  /** Reads what changes with every picture into the store. */
  read(): void {
    const at = this.#options.now();
    const ageMs = (sinceUs: number | undefined) => (sinceUs === undefined ? undefined : (at - sinceUs) / 1000);
    const { video } = this.store.getState().links;
    const { us: distanceUs } = this.#distance;
    const readings: Readings = {
      openForMs: video?.state === 'open' ? ageMs(this.#options.clock().toOurs(video.sinceUs)) : undefined,
      pictureAgeMs: ageMs(this.#lastPictureUs()),
      usualDistanceMs: distanceUs === undefined ? undefined : distanceUs / 1000,
      telemetryAgeMs: this.#telemetryAgeMs(at),
      edgeUs: this.#edgeUs(at),
      fps: this.#fps.perSecond(at),
      latency: this.#latency.total(at),
      // Sorted for those who look at it alone.
      latencyParts: this.#options.wantsParts() ? this.#latency.parts(at) : undefined,
      counters: this.#player.counters,
      sound: this.#options.soundOf(),
      path: this.#player.path,
      size: this.#player.size,
    };
    this.store.setState({ readings });
  }

  close(): void {
    this.#afterPicture.clear();
    this.#player.close();
    this.screen.close();
  }

  #receivePlayback(playback: PlaybackState): void {
    this.#playbackAtUs = this.#options.now();
    this.#player.expectReordering(playback.reorders ?? false);
    this.store.setState({ playback });
  }

  /** While somebody looks back: its age at the time of the picture. */
  #telemetryAgeMs(at: number): number | undefined {
    if (this.#telemetryAtUs === undefined) return undefined;
    return ((this.positionUs ?? at) - this.#telemetryAtUs) / 1000;
  }

  #edgeUs(at: number): number | undefined {
    const {
      playback,
      links: { video },
    } = this.store.getState();
    if (!playback?.range) return undefined;
    const isGrowing = playback.isGrowing && video?.state === 'open' && video.waitingFor === undefined;
    return playback.range.endUs + (isGrowing ? at - this.#playbackAtUs : 0);
  }

  /** Where not all pictures are asked for, a stream lives as long as the station gets its pictures. */
  #lastPictureUs(): number | undefined {
    const shown = this.#player.lastShownUs;
    return this.#given === 'all' || shown === undefined ? shown : Math.max(shown, this.#arrivedAtUs ?? 0);
  }

  #reset(): void {
    this.#afterPicture.clear();
    this.#player.reset();
    this.#fps.reset();
    this.#distance.reset();
    this.#latency.reset();
    this.#telemetryAtUs = undefined;
    this.#arrivedAtUs = undefined;
    this.store.setState(initialStream(this.#player.state));
    this.#given = 'all';
  }
}

function runOf(shown: Shown): number | undefined {
  return shown.kind === 'past' ? shown.run : undefined;
}

function rateOf(shown: Shown): number | undefined {
  return shown.kind === 'past' ? shown.rate : undefined;
}
