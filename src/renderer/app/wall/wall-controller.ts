import type { StoreApi } from 'zustand/vanilla';
import type { StationMessage, StreamInfo, ViewerMessage } from '#contracts/link';
import type { Picture } from '#contracts/picture';
import type { ClockOffset } from '#core/media/clock-offset';
import type { LaterCodec } from '../../player/later-codecs';
import type { Screen } from '../../player/screen';
import type { SoundBox } from '../../sound/sound-box';
import { PlayedWall } from '../../streams/played-wall';
import { ShownSizes } from '../../streams/shown-sizes';
import { StreamView } from '../../streams/stream-view';
import { Subscriptions } from '../../streams/subscriptions';
import { showsWall, visibleTiles, type WallState } from '../../streams/wall-state';
import type { ViewerState } from '../../viewer/viewer-state';
import { FRESH, type Strain, stepStrain } from './strain';
import { sumOf } from './sum-of';

/** Four times a second: as often as a number can be read. */
const READINGS_MS = 250;
const STRAIN_MS = 1000;

const now = () => performance.now() * 1000;

type Sound = Pick<SoundBox, 'shown' | 'shownChanged' | 'figures' | 'show' | 'resubscribed'>;

export interface WallControllerOptions {
  readonly send: (message: ViewerMessage) => void;
  readonly clock: () => ClockOffset;
  /** A screen for each stream that is shown. */
  readonly createScreen: () => Screen;
  /** Whether the page is hidden: it requests no pictures then. */
  readonly isHidden: () => boolean;
  /** The sound of what is shown. */
  readonly sound: () => Sound;
  /** The viewer's state, which has the values of the view in focus. */
  readonly store: () => StoreApi<ViewerState>;
}

/**
 * A view for each stream that is seen, and a subscription with it. What is not seen is neither requested nor decoded, and a
 * picture never touches the store.
 */
export class WallController {
  /** How large each stream is shown. */
  readonly shownSizes: ShownSizes;
  /** Of the page before any stream is known. */
  readonly first: StreamView;
  readonly #options: WallControllerOptions;
  readonly #playedWall = new PlayedWall();
  readonly #views = new Map<string, StreamView>();
  readonly #byNumber = new Map<number, StreamView>();
  readonly #subscriptions: Subscriptions;
  #strain: Strain = FRESH;
  #unsubscribeFocus: () => void = () => {};

  constructor(options: WallControllerOptions) {
    const { send } = options;
    this.#options = options;
    this.shownSizes = new ShownSizes((stream, size) => send({ type: 'shown', stream, size }));
    this.#subscriptions = new Subscriptions({
      send,
      sizes: this.shownSizes,
      onSubscribe: (stream) => {
        this.#views.get(stream)?.rejoin();
        options.sound().resubscribed(stream);
      },
    });
    this.first = this.#newView();
  }

  /** Begins, once the store is there. @param codecs what the page decodes besides H.264 and JPEG */
  start(codecs: Promise<readonly LaterCodec[]>): void {
    this.#focusOn(this.first);
    setInterval(() => {
      for (const view of this.#state.views) view.readSoon();
    }, READINGS_MS);
    setInterval(() => this.#readStrain(), STRAIN_MS);
    void codecs.then((known) => this.#subscriptions.learn(known));
  }

  /** Another link: the station knows nothing of what was requested before. */
  linkOpened(): void {
    this.#subscriptions.reset();
  }

  /** The station has these streams now. */
  streamsChanged(streams: readonly StreamInfo[]): void {
    this.#options.store().setState(({ wall }) => ({ streams, wall: this.#playedWall.with(wall, streams) }));
    this.#showVisible();
  }

  /** Changes what the wall shows; the same wall changes nothing. */
  setWall(change: (wall: WallState) => WallState): void {
    const { wall } = this.#state;
    const next = change(wall);
    if (next === wall) return;
    this.#options.store().setState({ wall: next });
    this.#showVisible();
  }

  push(picture: Picture): void {
    this.#byNumber.get(picture.stream)?.push(picture);
  }

  /** Gives what the station says of one stream to its view. */
  receive(message: StationMessage): void {
    switch (message.type) {
      case 'state':
      case 'telemetry':
      case 'statistics':
      case 'playback':
        this.#views.get(message.stream)?.receive(message);
    }
  }

  /** The page came to be seen, or is seen no more. */
  visibilityChanged(): void {
    this.#strain = FRESH;
    this.#giveLess();
  }

  get #state(): ViewerState {
    return this.#options.store().getState();
  }

  /** Makes views and subscriptions what the wall says is to be seen. */
  #showVisible(): void {
    const { streams, wall, focus: before } = this.#state;
    const chosen = wall.tiles.find((id) => id === wall.chosen) ?? firstOf(wall, streams);
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
    const seen = [...this.#views.keys()].flatMap((id) => streams.find((stream) => stream.id === id) ?? []);
    this.#options.sound().show(
      seen.find(({ id }) => id === chosen),
      seen,
    );
    if (dropped.length > 0) this.#strain = FRESH;
    this.#giveLess();
  }

  #follow(stream: StreamInfo): void {
    const view = this.#views.get(stream.id);
    if (!view) return;
    view.follow(stream);
    this.#byNumber.set(stream.number, view);
  }

  /** The page shows this view's values from here on. */
  #focusOn(focus: StreamView, views = this.#state.views): void {
    const store = this.#options.store();
    this.#unsubscribeFocus();
    store.setState({ ...focus.store.getState(), focus, views });
    this.#unsubscribeFocus = focus.store.subscribe((stream) => store.setState(stream));
  }

  #newView(): StreamView {
    const { sound, createScreen, clock } = this.#options;
    const view: StreamView = new StreamView({
      onRefused: () => {
        const { stream } = view.store.getState();
        if (stream) this.#subscriptions.refuse(stream.id);
      },
      onShown: (picture) => {
        const { stream } = view.store.getState();
        if (stream) sound().shown(stream.number, picture);
      },
      onShow: () => {
        const { stream } = view.store.getState();
        if (stream) sound().shownChanged(stream.number);
      },
      soundOf: () => {
        const { stream } = view.store.getState();
        return stream && sound().figures(stream.number);
      },
      screen: createScreen(),
      now,
      clock,
      wantsParts: () => this.#state.statisticsOpen,
    });
    return view;
  }

  #readStrain(): void {
    const { views, focus } = this.#state;
    this.#strain = this.#options.isHidden() ? FRESH : stepStrain(this.#strain, sumOf(views));
    // Of several the tiles say which give key pictures alone.
    focus.setStrained(this.#strain.state === 'strained' && views.length === 1);
    this.#giveLess();
  }

  /** Requests no more pictures than are seen, and can be decoded. */
  #giveLess(): void {
    const { views, focus } = this.#state;
    const isHidden = this.#options.isHidden();
    const isStrained = this.#strain.state === 'strained';
    for (const view of views) view.give(isHidden ? 'none' : isStrained && view !== focus ? 'key' : 'all');
    this.#subscriptions.give((stream) => this.#views.get(stream)?.given);
  }
}

/** As the station lists them, where one is shown; as the wall has them, where all are. */
function firstOf(wall: WallState, streams: readonly StreamInfo[]): string | undefined {
  if (showsWall(wall)) return wall.tiles[0];
  return streams.find(({ id }) => wall.tiles.includes(id))?.id;
}
