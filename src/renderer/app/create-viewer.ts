import { createStore, type StoreApi } from 'zustand/vanilla';
import { ACTIONS, type ActionEntry } from '#contracts/actions';
import type { Bridge } from '#contracts/bridge';
import type { StationMessage } from '#contracts/link';
import type { StationLink, StationLinkEvents } from '../link/station-link';
import type { LaterCodec } from '../player/later-codecs';
import type { Screen } from '../player/screen';
import { soundBox } from '../shared/sound/sound-service';
import { initialWall, type WallMemory } from '../streams/wall-state';
import { Services } from '../viewer/service';
import type { Feature, Viewer } from '../viewer/viewer';
import type { ViewerState } from '../viewer/viewer-state';
import { FEATURES } from './features';
import { LinkSession } from './link-session';
import { Notices } from './notices';
import { routerOf } from './router';
import { WallController } from './wall/wall-controller';

export interface ViewerOptions {
  /** Opens the link to the station. */
  readonly openLink: (events: StationLinkEvents) => StationLink;
  /** A screen for each stream that is shown. */
  readonly createScreen: () => Screen;
  readonly overlay: boolean;
  /** The wall as it was left. */
  readonly wall: WallMemory | undefined;
  /** Whether the page is hidden: it requests no pictures then. */
  readonly isHidden: () => boolean;
  /** What the page decodes besides H.264 and JPEG. */
  readonly codecs: Promise<readonly LaterCodec[]>;
  /** The window's, in Electron. */
  readonly bridge?: Bridge | undefined;
  readonly features?: readonly Feature[];
  readonly actions?: Readonly<Record<string, ActionEntry>>;
}

/** What the page itself drives of a viewer. */
export interface OwnViewer extends Viewer {
  /** The page came to be seen, or is seen no more. */
  visibilityChanged(): void;
}

/** The viewer behind the page: link → a view for each stream that is shown → store → React. */
export function createViewer(options: ViewerOptions): OwnViewer {
  const { features = FEATURES, actions = ACTIONS, bridge } = options;
  const wall: WallController = new WallController({
    send: (message) => viewer.send(message),
    clock: () => session.clock,
    createScreen: options.createScreen,
    isHidden: options.isHidden,
    sound: () => viewer.get(soundBox),
    store: () => store,
  });
  const store: StoreApi<ViewerState> = createStore<ViewerState>(() => ({
    ...wall.first.store.getState(),
    link: 'opening',
    streams: [],
    wall: initialWall(options.wall),
    views: [wall.first],
    focus: wall.first,
    overlay: options.overlay,
    statisticsOpen: false,
    panel: 'none',
    announced: undefined,
    notice: undefined,
  }));
  const notices = new Notices(store);
  /** Whether what is added next is to be shown among the others, or alone. */
  let addsToWall = false;

  const viewer: OwnViewer = {
    store,
    features,
    actions,
    bridge,
    shownSizes: wall.shownSizes,
    get clock() {
      return session.clock;
    },
    get: (service) => services.get(service),
    send: (message) => session.send(message),
    run: (action) => router.run(action),
    notify: (notice) => notices.notify(notice),
    announce: (text) => notices.announce(text),
    openPanel: (panel) => store.setState({ panel }),
    setWall: (change) => wall.setWall(change),
    connect({ host, videoPort, telemetryPort, name }) {
      wall.setWall((before) => ({ ...before, isEnlarged: true }));
      session.request({ type: 'connect', host, videoPort, telemetryPort, ...(name !== undefined && { name }) });
    },
    addSource: (url) => session.request({ type: 'add', url }),
    takeOffer: (stream, place) => session.request({ type: 'take-offer', stream, place }),
    retry() {
      session.reopen();
      const { stream } = store.getState();
      if (stream) session.send({ type: 'retry', stream: stream.id });
    },
    disconnect() {
      session.end();
      store.setState({ link: 'ended' });
    },
    visibilityChanged: () => wall.visibilityChanged(),
  };
  const services = new Services(viewer);
  const router = routerOf(viewer);

  function receive(message: StationMessage): void {
    if (message.type === 'streams') wall.streamsChanged(message.streams);
    else if (message.type === 'added') {
      const shown = addsToWall ? { isOpen: true, isEnlarged: false } : { isEnlarged: true };
      wall.setWall((before) => ({ ...before, ...shown, chosen: message.stream }));
    } else wall.receive(message);
    router.handle(message);
  }

  for (const { state } of features) if (state) services.get(state);
  wall.start(options.codecs);
  for (const { start } of features) start?.(viewer);
  const session = new LinkSession({
    openLink: options.openLink,
    onOpening: () => store.setState({ link: 'opening' }),
    onRequested: ({ type }) => {
      addsToWall = type !== 'connect';
    },
    onOpen() {
      wall.linkOpened();
      router.linkOpened();
      store.setState({ link: 'open' });
    },
    onClose() {
      router.linkClosed();
      store.setState({ link: 'closed' });
    },
    onMessage: receive,
    onPicture: (picture) => wall.push(picture),
    onSound: (sound) => viewer.get(soundBox).push(sound),
    onKeyPicture: (answer) => router.keyPicture(answer),
  });
  return viewer;
}
