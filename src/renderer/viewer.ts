import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PiVehicle, StationMessage, StreamInfo } from '#contracts/link';
import type { Picture } from '#contracts/picture';
import type { StationLink, StationLinkEvents } from './link/station-link';
import { FrameRate } from './player/fps';
import { LatencyStatistics } from './player/latency-statistics';
import { Player } from './player/player';
import type { Screen } from './player/screen';
import { initialState, NO_READINGS, type Readings, type ViewerState } from './store/viewer-state';

/** Four times a second: as often as a number can be read. */
const READINGS_MS = 250;

const now = () => performance.now() * 1000;

export interface ViewerOptions {
  /** Opens the link to the station. */
  readonly openLink: (events: StationLinkEvents) => StationLink;
  readonly screen: Screen;
  readonly overlay: boolean;
}

/**
 * The viewer behind the page: link → player → screen, and link → store → React. A picture never touches the store.
 */
export class Viewer {
  readonly store: StoreApi<ViewerState>;
  readonly screen: Screen;
  readonly #player: Player;
  readonly #openLink: ViewerOptions['openLink'];
  readonly #fps = new FrameRate();
  readonly #latency = new LatencyStatistics();
  #link: StationLink;
  #telemetryAtUs: number | undefined;
  #subscribed: string | undefined;
  /** A vehicle that was asked for while the link could not carry the question. */
  #wish: PiVehicle | undefined;
  #streams: readonly StreamInfo[] = [];
  /** The id of the stream that was asked for; the first of all where that is not there. */
  #chosen: string | undefined;

  constructor({ openLink, screen, overlay }: ViewerOptions) {
    this.store = createStore(() => initialState(overlay));
    this.screen = screen;
    this.#openLink = openLink;
    this.#player = new Player({ screen, now });
    this.store.setState({ player: this.#player.state });
    this.#player.subscribe((player) => this.store.setState({ player }));
    this.#player.onShown((picture) => {
      this.#fps.shown(picture.shownUs);
      // The first picture ends every message about its absence at once.
      if (this.store.getState().readings.pictureAgeMs === undefined) this.#read();
      const offset = this.#link.clock.offsetUs;
      this.#latency.shown(picture, offset === undefined ? undefined : -offset);
    });
    setInterval(() => this.#read(), READINGS_MS);
    this.#link = this.#open();
  }

  /** Shows this vehicle instead of the one shown. */
  connect(vehicle: PiVehicle): void {
    this.#reopen();
    this.#wish = vehicle;
    if (this.store.getState().link === 'open') this.#askForWish();
  }

  #askForWish(): void {
    if (!this.#wish) return;
    const { host, videoPort, telemetryPort } = this.#wish;
    this.#wish = undefined;
    this.#link.send({ type: 'connect', host, videoPort, telemetryPort });
  }

  /** Tries again now whatever is broken. */
  retry(): void {
    this.#reopen();
    const { stream } = this.store.getState();
    if (stream) this.#link.send({ type: 'retry', stream: stream.id });
  }

  /** Lets go of the station; `retry` takes it up again. */
  disconnect(): void {
    this.#link.close();
    this.store.setState({ link: 'ended' });
  }

  #reopen(): void {
    if (this.store.getState().link === 'ended') this.#link = this.#open();
  }

  #open(): StationLink {
    this.store.setState({ link: 'opening' });
    return this.#openLink({
      onOpen: () => {
        this.#subscribed = undefined;
        this.store.setState({ link: 'open' });
        this.#askForWish();
      },
      onClose: () => this.store.setState({ link: 'closed' }),
      onMessage: (message) => this.#receive(message),
      onPicture: (picture) => this.#show(picture),
    });
  }

  #show(picture: Picture): void {
    if (picture.stream === this.store.getState().stream?.number) this.#player.push(picture);
  }

  #receive(message: StationMessage): void {
    switch (message.type) {
      case 'streams':
        this.#streams = message.streams;
        return this.#followChosen();
      case 'added':
        this.#chosen = message.stream;
        return this.#followChosen();
      case 'state':
        if (!this.#isShown(message.stream)) return;
        return this.store.setState({ video: message.video, telemetryLink: message.telemetry });
      case 'telemetry':
        if (!this.#isShown(message.stream)) return;
        // Old telemetry that a newcomer gets is as old as the station says.
        this.#telemetryAtUs = this.#link.clock.toOurs(message.receiveUs) ?? now();
        return this.store.setState({ telemetry: message.values });
      case 'statistics':
        if (this.#isShown(message.stream)) this.store.setState({ statistics: message.statistics });
        return;
      case 'error':
        return this.store.setState({ notice: { message: message.message, tip: message.tip } });
      case 'welcome':
      case 'pong':
        return;
    }
  }

  #isShown(id: string): boolean {
    return id === this.store.getState().stream?.id;
  }

  #followChosen(): void {
    this.#follow(this.#streams.find(({ id }) => id === this.#chosen) ?? this.#streams[0]);
  }

  /** Takes up a stream. The same one again, after a fault of the link, keeps its picture until the next. */
  #follow(stream: StreamInfo | undefined): void {
    const before = this.store.getState().stream;
    if (before?.id !== stream?.id) this.#forget();
    this.store.setState({ stream });
    if (this.#subscribed === stream?.id) return;
    this.#subscribed = stream?.id;
    if (!stream) return;
    this.#player.gap();
    this.#link.send({ type: 'subscribe', stream: stream.id });
  }

  #forget(): void {
    this.#player.reset();
    this.#fps.reset();
    this.#latency.reset();
    this.#telemetryAtUs = undefined;
    this.store.setState({
      video: undefined,
      telemetryLink: undefined,
      telemetry: undefined,
      statistics: undefined,
      readings: NO_READINGS,
    });
  }

  #read(): void {
    const at = now();
    const ageMs = (sinceUs: number | undefined) => (sinceUs === undefined ? undefined : (at - sinceUs) / 1000);
    const { video } = this.store.getState();
    const readings: Readings = {
      openForMs: video?.state === 'open' ? ageMs(this.#link.clock.toOurs(video.sinceUs)) : undefined,
      pictureAgeMs: ageMs(this.#player.lastShownUs),
      telemetryAgeMs: ageMs(this.#telemetryAtUs),
      fps: this.#fps.perSecond(at),
      latency: this.#latency.total(at),
      // Sorted for those who look at it alone.
      latencyParts: this.store.getState().statisticsOpen ? this.#latency.parts(at) : undefined,
      counters: this.#player.counters,
      size: this.#player.size,
    };
    this.store.setState({ readings });
  }
}
