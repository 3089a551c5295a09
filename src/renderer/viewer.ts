import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PiVehicle, StationMessage, StreamInfo, ViewerMessage } from '#contracts/link';
import type { Picture } from '#contracts/picture';
import { formatEndpoint } from '#core/settings/endpoint';
import { Clips, type WindowClips } from './export/clips';
import type { StationLink, StationLinkEvents } from './link/station-link';
import type { LaterCodec } from './player/later-codecs';
import type { Screen } from './player/screen';
import { PlayedRecordings } from './playing/played-recordings';
import { PlayedWall } from './playing/played-wall';
import { recordingOf } from './recording/rec-state';
import { laterSound } from './sound/later-sound';
import { SoundBox } from './sound/sound-box';
import { StationRequests } from './station-requests';
import { hear } from './store/hear';
import type { ViewerState } from './store/viewer-state';
import { Subscriptions } from './subscriptions';
import { decodeThumbnail, thumbnailCodecs } from './thumbnails/decode-thumbnail';
import { Thumbnails } from './thumbnails/thumbnails';
import { TimelineControl } from './timeline/control';
import { describeMark } from './timeline/describe-mark';
import { SelectionControl } from './timeline/selection-control';
import { ShownSizes } from './wall/shown-sizes';
import { Strain } from './wall/strain';
import { StreamView } from './wall/stream-view';
import { sumOf } from './wall/sum-of';
import { initialWall, showsWall, visibleTiles, type WallMemory, type WallState } from './wall/wall-state';

/** Four times a second: as often as a number can be read. */
const READINGS_MS = 250;
const STRAIN_MS = 1000;

/** What may be asked for while the link cannot carry the question. */
type Wish = Extract<ViewerMessage, { type: 'connect' | 'add' }>;

const now = () => performance.now() * 1000;

export interface ViewerOptions {
  /** Opens the link to the station. */
  readonly openLink: (events: StationLinkEvents) => StationLink;
  /** A screen for each stream that is shown. */
  readonly createScreen: () => Screen;
  readonly overlay: boolean;
  /** The wall as it was left. */
  readonly wall: WallMemory | undefined;
  /** Whether nobody can see the page: it asks for no pictures then. */
  readonly isHidden: () => boolean;
  /** Makes the clips that the station does not. */
  readonly windowClips?: WindowClips;
  /** What the page decodes besides H.264 and JPEG. */
  readonly codecs: Promise<readonly LaterCodec[]>;
}

/** Long enough to read a file's name. */
const TOLD_MS = 5000;

/**
 * The viewer behind the page: link → a view for each stream that is shown → store → React. A picture never touches the
 * store. What is not shown is neither asked for nor decoded.
 */
export class Viewer {
  readonly store: StoreApi<ViewerState>;
  /** What is asked of the station without more ado. */
  readonly station = new StationRequests((message) => this.#link.send(message));
  readonly sound = new SoundBox({
    send: (message) => this.#link.send(message),
    clock: () => this.#link.clock,
    codecs: laterSound(),
    lookOf: (number) => {
      const view = this.#byNumber.get(number);
      return { run: view?.run, rate: view?.store.getState().back?.rate ?? 1 };
    },
  });
  /** Small pictures of the past. */
  readonly thumbnails = new Thumbnails({
    send: (message) => this.#link.send(message),
    codecs: thumbnailCodecs,
    decode: decodeThumbnail,
    now: () => performance.now(),
  });
  /** Looking back, at all that is shown. */
  readonly timeline = new TimelineControl({
    send: (message) => this.#link.send(message),
    views: () => this.store.getState().views,
    focus: () => this.store.getState().focus,
  });
  /** What is to be taken out. */
  readonly selection: SelectionControl;
  /** How large each stream is shown. */
  readonly shownSizes = new ShownSizes((stream, size) => this.#link.send({ type: 'shown', stream, size }));
  readonly clips: Clips;
  /** Recordings, in the place of what is live. */
  readonly played = new PlayedRecordings({
    ask: (about) => this.station.library(about),
    streams: () => this.store.getState().streams,
    setWall: (change) => this.setWall(change),
    onOpened: () => this.store.setState({ panel: 'none' }),
  });
  readonly #playedWall = new PlayedWall();
  readonly #openLink: ViewerOptions['openLink'];
  readonly #createScreen: ViewerOptions['createScreen'];
  readonly #isHidden: ViewerOptions['isHidden'];
  readonly #views = new Map<string, StreamView>();
  readonly #byNumber = new Map<number, StreamView>();
  readonly #subscriptions = new Subscriptions({
    send: (message) => this.#link.send(message),
    sizes: this.shownSizes,
    onSubscribe: (stream) => {
      this.#views.get(stream)?.rejoin();
      this.sound.resubscribed(stream);
    },
  });
  readonly #strain = new Strain();
  #forgetFocus: () => void = () => {};
  #untell: ReturnType<typeof setTimeout> | undefined;
  #link: StationLink;
  #wish: Wish | undefined;
  /** Whether what is added next is to be shown among the others, or alone. */
  #addsToWall = false;

  constructor({ openLink, createScreen, overlay, wall, isHidden, codecs, windowClips }: ViewerOptions) {
    this.#isHidden = isHidden;
    this.#openLink = openLink;
    this.#createScreen = createScreen;
    const focus = this.#newView();
    this.store = createStore(() => ({
      ...focus.store.getState(),
      link: 'opening' as const,
      streams: [],
      wall: initialWall(wall),
      views: [focus],
      focus,
      overlay,
      track: [],
      selection: undefined,
      exports: undefined,
      windowJobs: [],
      clipSubject: undefined,
      statisticsOpen: false,
      panel: 'none' as const,
      serving: undefined,
      invitation: undefined,
      fleet: undefined,
      cameraRecordings: undefined,
      library: undefined,
      notice: undefined,
      told: undefined,
      recordings: undefined,
      pending: [],
      phones: undefined,
    }));
    this.selection = new SelectionControl(this.store, this.timeline);
    this.clips = new Clips({
      store: this.store,
      storage: globalThis.sessionStorage,
      inWindow: windowClips,
      ask: (about) => this.station.exports(about),
      tell: (told) => this.tell(told),
    });
    this.#focusOn(focus);
    setInterval(() => {
      for (const view of this.store.getState().views) view.readSoon();
    }, READINGS_MS);
    setInterval(() => this.#easeStrain(), STRAIN_MS);
    this.#link = this.#open();
    void codecs.then((known) => this.#subscriptions.learn(known));
  }

  /** Shows this vehicle instead of the one shown. */
  connect({ host, videoPort, telemetryPort }: PiVehicle): void {
    this.setWall((wall) => ({ ...wall, isEnlarged: true }));
    this.#ask({ type: 'connect', host, videoPort, telemetryPort });
  }

  /** Shows this vehicle beside the others, and has the station keep it. */
  add({ host, videoPort, telemetryPort }: PiVehicle): void {
    const endpoint = formatEndpoint({ address: host, port: videoPort });
    this.addSource(`pi://${endpoint}?telemetry=${telemetryPort}`);
  }

  /** Shows a source beside the others, and has the station keep it. @param url see `parseSourceUrl` */
  addSource(url: string): void {
    this.#ask({ type: 'add', url });
  }

  /** Says in a line what was just done; it goes by itself. */
  tell(told: string): void {
    clearTimeout(this.#untell);
    this.store.setState({ told });
    this.#untell = setTimeout(() => this.store.setState({ told: undefined }), TOLD_MS);
  }

  /** Changes what the wall shows; the same wall changes nothing. */
  setWall(change: (wall: WallState) => WallState): void {
    const { wall } = this.store.getState();
    const next = change(wall);
    if (next === wall) return;
    this.store.setState({ wall: next });
    this.#showVisible();
  }

  #ask(wish: Wish): void {
    this.#reopen();
    this.#wish = wish;
    if (this.store.getState().link === 'open') this.#askForWish();
  }

  #askForWish(): void {
    if (!this.#wish) return;
    this.#addsToWall = this.#wish.type === 'add';
    this.#link.send(this.#wish);
    this.#wish = undefined;
  }

  /** Begins the recording of the stream in focus, or ends it. A failure is acknowledged by the next try. */
  toggleRecording(): void {
    const { stream, recordings } = this.store.getState();
    if (!stream) return;
    const on = recordingOf(recordings, stream.id)?.state !== 'recording';
    this.station.record(stream.id, on);
  }

  /** How long ago a time on the station's clock was, in ms; `undefined` while the clocks are not related. */
  sinceStationUs(us: number): number | undefined {
    const ours = this.#link.clock.toOurs(us);
    return ours === undefined ? undefined : (now() - ours) / 1000;
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
        this.#subscriptions.forget();
        this.sound.reopened();
        this.thumbnails.reopened();
        this.store.setState({ link: 'open' });
        this.#askForWish();
      },
      onClose: () => this.store.setState({ link: 'closed', serving: undefined, pending: [], phones: undefined }),
      onMessage: (message) => this.#receive(message),
      onPicture: (picture) => this.#show(picture),
      onSound: (sound) => this.sound.push(sound),
      onKeyPicture: (answer) => this.thumbnails.take(answer),
    });
  }

  #show(picture: Picture): void {
    this.#byNumber.get(picture.stream)?.push(picture);
  }

  #receive(message: StationMessage): void {
    switch (message.type) {
      case 'streams': {
        const { streams } = message;
        this.store.setState(({ wall }) => ({ streams, wall: this.#playedWall.with(wall, streams) }));
        return this.#showVisible();
      }
      case 'added': {
        const shown = this.#addsToWall ? { isOpen: true, isEnlarged: false } : { isEnlarged: true };
        return this.setWall((wall) => ({ ...wall, ...shown, chosen: message.stream }));
      }
      case 'opened':
        return this.played.opened(message.stream);
      case 'state':
      case 'telemetry':
      case 'statistics':
        return this.#views.get(message.stream)?.receive(message);
      case 'playback':
        return this.#hearPlayback(message);
      case 'exports':
        return this.clips.heard(message.exports);
      case 'marked':
        return this.tell(describeMark(message));
      case 'no-key-picture':
        return this.thumbnails.refused(message.number);
      default: {
        const heard = hear(message, this.store.getState());
        if (heard) this.store.setState(heard);
      }
    }
  }

  #hearPlayback(message: Extract<StationMessage, { type: 'playback' }>): void {
    const view = this.#views.get(message.stream);
    if (!view) return;
    view.receive(message);
    this.timeline.joined(view);
    this.timeline.heard(view);
  }

  /** Makes views and subscriptions what the wall says is to be seen. */
  #showVisible(): void {
    const { streams, wall, focus: before } = this.store.getState();
    const chosen = wall.tiles.find((id) => id === wall.chosen) ?? this.#firstOf(wall, streams);
    const visible = new Set(showsWall(wall) ? visibleTiles(wall) : []);
    if (chosen !== undefined) visible.add(chosen);

    const dropped = [...this.#views].filter(([id]) => !visible.has(id));
    for (const [id] of dropped) this.#views.delete(id);
    // One picture after another has the same screen: nothing on the page is taken down between them.
    const isFree = ![...this.#views.values()].includes(before);
    const focus = (chosen !== undefined && this.#views.get(chosen)) || (isFree ? before : this.#newView());
    if (chosen !== undefined) this.#views.set(chosen, focus);
    for (const id of visible) if (!this.#views.has(id)) this.#views.set(id, this.#newView());

    this.#byNumber.clear();
    for (const stream of streams) this.#follow(stream);
    if (chosen === undefined) focus.follow(undefined);
    const views = [...visible].flatMap((id) => this.#views.get(id) ?? []);
    const closed = new Set([before, ...dropped.map(([, view]) => view)]);
    this.#focusOn(focus, views.length > 0 ? views : [focus]);
    for (const view of closed) if (view !== focus && !views.includes(view)) view.close();
    this.#subscriptions.want([...this.#views.keys()], streams);
    const heard = [...this.#views.keys()].flatMap((id) => streams.find((stream) => stream.id === id) ?? []);
    this.sound.show(
      heard.find(({ id }) => id === chosen),
      heard,
    );
    if (dropped.length > 0) this.#strain.restart();
    this.#giveLess();
  }

  /** As the station lists them, where one is shown; as the wall has them, where all are. */
  #firstOf(wall: WallState, streams: readonly StreamInfo[]): string | undefined {
    if (showsWall(wall)) return wall.tiles[0];
    return streams.find(({ id }) => wall.tiles.includes(id))?.id;
  }

  #follow(stream: StreamInfo): void {
    const view = this.#views.get(stream.id);
    if (!view) return;
    view.follow(stream);
    this.#byNumber.set(stream.number, view);
  }

  /** The page shows this view's values from here on. */
  #focusOn(focus: StreamView, views = this.store.getState().views): void {
    this.#forgetFocus();
    this.store.setState({ ...focus.store.getState(), focus, views });
    this.#forgetFocus = focus.store.subscribe((stream) => this.store.setState(stream));
  }

  #newView(): StreamView {
    const view: StreamView = new StreamView({
      onRefused: () => {
        const { stream } = view.store.getState();
        if (stream) this.#subscriptions.refuse(stream.id);
      },
      onShown: (picture) => {
        const { stream } = view.store.getState();
        if (stream) this.sound.shown(stream.number, picture);
      },
      onLook: () => {
        const { stream } = view.store.getState();
        if (stream) this.sound.looked(stream.number);
      },
      soundOf: () => {
        const { stream } = view.store.getState();
        return stream && this.sound.figures(stream.number);
      },
      screen: this.#createScreen(),
      now,
      clock: () => this.#link.clock,
      wantsParts: () => this.store.getState().statisticsOpen,
    });
    return view;
  }

  #easeStrain(): void {
    this.timeline.second();
    const { views } = this.store.getState();
    if (views.length < 2 || this.#isHidden()) this.#strain.restart();
    else this.#strain.second(sumOf(views));
    this.#giveLess();
  }

  /** The page came to be seen, or is seen no more. */
  visibilityChanged(): void {
    this.#strain.restart();
    this.#giveLess();
  }

  /** Asks the station for no more pictures than are looked at, and can be decoded. */
  #giveLess(): void {
    const { views, focus } = this.store.getState();
    const isHidden = this.#isHidden();
    for (const view of views) view.give(isHidden ? 'none' : this.#strain.isStrained && view !== focus ? 'key' : 'all');
    this.#subscriptions.give((stream) => this.#views.get(stream)?.given);
  }
}
