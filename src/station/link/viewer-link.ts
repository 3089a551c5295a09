import type { PictureOwner } from '#contracts/key-picture';
import type { LibraryAsk } from '#contracts/library';
import {
  LINK_VERSION,
  type PiVehicle,
  parseMessage,
  type StationMessage,
  type ViewerMessage,
  viewerMessageSchema,
} from '#contracts/link';
import type { Read } from '#core/settings/values';
import type { Approvals } from '../approvals/approvals';
import { nowUs } from '../clock';
import type { Exports } from '../exports/exports';
import type { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import { keyPictureOfFile } from '../media-file/key-picture-of-file';
import type { KeyPicture } from '../playback/key-picture';
import type { OpenPlayback } from '../playback/playback';
import type { Playing } from '../recordings/playing';
import type { Recorder } from '../sinks/record/recorder';
import type { Fleet } from '../sources/jt/fleet';
import type { PhoneDoor } from '../sources/remote-camera/phone-door';
import type { H264Pool } from '../transcode/h264-pool';
import type { SoundPool } from '../transcode/sound-pool';
import { ExportsWatch } from './exports-watch';
import { FleetWatch } from './fleet-watch';
import { KeyPictureDesk } from './key-picture-desk';
import { LibraryWatch } from './library-watch';
import { type FileChooser, RecordingPlays } from './recording-plays';
import type { Serving } from './serving';
import { Subscription } from './subscription';
import type { ViewerPort } from './viewer-port';

const STATISTICS_MS = 1000;
/** Streams that one viewer may take: a wall of sixteen, twice over. */
const MOST_SUBSCRIPTIONS = 32;

/** What a viewer may see and do of the station. */
export interface ViewerService {
  readonly hub: Hub;
  readonly approvals: Approvals;
  readonly phones: PhoneDoor;
  readonly log: Log;
  readonly version: string;
  /** Absent where the station cannot record. */
  readonly recorder?: Pick<Recorder, 'start' | 'stop' | 'state' | 'onChange' | 'library'> | undefined;
  /** Absent where the station makes no clips. */
  readonly exports?: Exports | undefined;
  /** Makes H.265 what every viewer decodes. */
  readonly h264: H264Pool;
  /** Makes sound what every viewer decodes. */
  readonly sounds: SoundPool;
  addSource(url: string, options: { readonly isSaved: boolean }): Read<Stream>;
  removeSource(id: string): boolean;
  renameSource(id: string, name: string): boolean;
  showVehicle(vehicle: PiVehicle): Read<Stream>;
  clear(): void;
  retryNow(stream: string): void;
  /** Dash cams that have come, where the station is open to them. */
  readonly fleet: Fleet | undefined;
  readonly openPlayback: OpenPlayback;
  /** Recordings as streams; absent where none are played. */
  readonly playing?: Playing | undefined;
  /** Marks a moment of a stream, on the wall's clock in µs; absent: now. */
  mark(stream: string, atUs?: number): Marked;
}

/** Where a mark was set. */
export interface Marked {
  /** On the wall's clock in µs. */
  readonly atUs: number;
  /** In what can be rewound. */
  readonly isKept: boolean;
  /** In what is being recorded. */
  readonly isRecorded: boolean;
}

/** What one viewer may do besides watching. */
export interface ViewerRights {
  /** Add, rename and remove streams, connect to vehicles. */
  readonly mayChange: boolean;
  /** Switch a gateway for others on and off; for the window of the machine's own person. */
  readonly serving?: Serving | undefined;
  /** Shows a file in its folder; for who sits at the station's own screen. */
  readonly showFile?: ((file: string) => void) | undefined;
  /** Opens any file of the station's disk; for the same person. */
  readonly files?: FileChooser | undefined;
}

/** What changes the station for everybody. */
type ChangeMessage = Extract<
  ViewerMessage,
  { type: 'add' | 'remove' | 'rename' | 'connect' | 'disconnect' | 'retry' | 'mark' | 'answer' | 'record' }
>;

/** What switches the gateway for others. */
type ServingMessage = Extract<ViewerMessage, { type: 'serve' | 'stop-serving' | 'invite' }>;

/** One viewer at the station: answers its messages and keeps its subscriptions. */
export class ViewerLink {
  readonly #station: ViewerService;
  readonly #port: ViewerPort;
  readonly #rights: ViewerRights;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #fleet: FleetWatch;
  readonly #library: LibraryWatch;
  readonly #keyPictures: KeyPictureDesk;
  readonly #plays: RecordingPlays;
  readonly #exports: ExportsWatch;

  constructor(station: ViewerService, port: ViewerPort, rights: ViewerRights = { mayChange: true }) {
    this.#station = station;
    this.#port = port;
    this.#rights = rights;
    this.#fleet = new FleetWatch(station, rights.mayChange, (message) => this.#tell(message));
    this.#library = new LibraryWatch(station.recorder?.library, rights, (message) => this.#tell(message));
    this.#exports = new ExportsWatch(station.exports, rights, (message) => this.#tell(message));
    this.#keyPictures = new KeyPictureDesk({
      port,
      tell: (message) => this.#tell(message),
      find: (of, atUs) => this.#findKeyPicture(of, atUs),
      isBusy: () => [...this.#subscriptions.values()].some((subscription) => subscription.isBusy),
    });
    this.#plays = new RecordingPlays({
      ...{ playing: station.playing, files: rights.files, tell: (message) => this.#tell(message) },
      changed: () => this.#streamsChanged(),
    });
    const forgetHub = station.hub.onChange(() => this.#streamsChanged());
    const forgetApprovals = this.#followApprovals();
    const forgetPhones = rights.mayChange ? station.phones.onChange(() => this.#tellPhones()) : () => undefined;
    const forgetRecorder = station.recorder?.onChange(() => this.#tellRecordings());
    const timer = setInterval(() => {
      for (const subscription of this.#subscriptions.values()) subscription.statistics();
    }, STATISTICS_MS);
    const forgetServing = rights.serving?.onChange(() => this.#tellServing());
    port.onMessage((text) => this.#receive(text));
    port.onClose(() => {
      clearInterval(timer);
      forgetServing?.();
      forgetHub();
      forgetApprovals();
      forgetPhones();
      forgetRecorder?.();
      this.#fleet.end();
      this.#library.end();
      this.#keyPictures.close();
      this.#plays.end();
      this.#exports.end();
      for (const subscription of this.#subscriptions.values()) subscription.end();
      this.#subscriptions.clear();
    });
    this.#tell({ type: 'welcome', version: LINK_VERSION, stationVersion: station.version });
    this.#tellStreams();
    this.#tellServing();
    this.#tellRecordings();
    if (station.approvals.pending.length > 0) this.#tellApprovals();
    if (rights.mayChange && station.phones.state) this.#tellPhones();
  }

  #tellPhones(): void {
    this.#tell({ type: 'phones', phones: this.#station.phones.state });
  }

  /** Who may not answer is not told who waits. */
  #followApprovals(): () => void {
    if (!this.#rights.mayChange) return () => undefined;
    return this.#station.approvals.onChange(() => this.#tellApprovals());
  }

  #tellApprovals(): void {
    if (this.#rights.mayChange) this.#tell({ type: 'approvals', pending: [...this.#station.approvals.pending] });
  }

  #receive(text: string): void {
    const message = parseMessage(viewerMessageSchema, text);
    if (message) this.#answer(message);
    else this.#station.log.debug('a viewer sent a message that this version does not know; dropped');
  }

  #answer(message: ViewerMessage): void {
    switch (message.type) {
      case 'ping':
        return this.#tell({ type: 'pong', viewerUs: message.viewerUs, stationUs: nowUs() });
      case 'ack':
        return this.#subscriptions.get(message.stream)?.acknowledge(message.pictures);
      case 'subscribe':
        return this.#subscribe(message);
      case 'shown':
        return this.#subscriptions.get(message.stream)?.showAt(message.size);
      case 'sound':
        return this.#subscriptions.get(message.stream)?.setSound(message.on, message.codecs);
      case 'sound-ack':
        return this.#subscriptions.get(message.stream)?.acknowledgeSound(message.chunks);
      case 'unsubscribe':
        return this.#unsubscribe(message.stream);
      case 'pause':
        return this.#subscriptions.get(message.stream)?.pause(message.pictures);
      case 'serve':
      case 'stop-serving':
      case 'invite':
        return this.#serve(message);
      case 'play':
        return this.#subscriptions.get(message.stream)?.play(message);
      case 'live':
        return this.#subscriptions.get(message.stream)?.live();
      case 'track':
        return this.#subscriptions.get(message.stream)?.track();
      case 'key-picture':
        return this.#keyPictures.ask(message);
      case 'fleet':
        return this.#fleet.answer(message.about);
      case 'library':
        return this.#askLibrary(message.about);
      case 'exports':
        return this.#exports.answer(message.about);
      default:
        if (this.#rights.mayChange) return this.#change(message);
        return this.#refuse('You may watch, but not change the streams.', 'Open the link of an administrator.');
    }
  }

  async #findKeyPicture(of: PictureOwner, atUs: number): Promise<KeyPicture | undefined> {
    if ('stream' in of) return this.#subscriptions.get(of.stream)?.keyPicture(atUs);
    const entry = this.#station.recorder?.library.get(of.recording);
    return entry && keyPictureOfFile(entry.file, entry.info.startedUs, atUs);
  }

  #askLibrary(about: LibraryAsk): void {
    if (about.ask === 'play' || about.ask === 'close' || about.ask === 'open-file') return this.#plays.answer(about);
    if (about.ask === 'watch') this.#station.playing?.lookForOthers();
    this.#library.answer(about);
  }

  #change(message: ChangeMessage): void {
    switch (message.type) {
      case 'add':
        return this.#tellAdded(this.#station.addSource(message.url, { isSaved: true }));
      case 'remove':
        return this.#tellUnknown(this.#station.removeSource(message.stream), message.stream);
      case 'rename':
        return this.#tellUnknown(this.#station.renameSource(message.stream, message.name), message.stream);
      case 'connect':
        return this.#tellAdded(this.#station.showVehicle(message));
      case 'disconnect':
        return this.#station.clear();
      case 'answer':
        return this.#station.approvals.answer(message.id, message.allow);
      case 'retry':
        return this.#station.retryNow(message.stream);
      case 'mark':
        return this.#mark(message.streams, message.atUs);
      case 'record':
        return this.#record(message);
    }
  }

  #record({ stream, on, secondsBefore }: Extract<ViewerMessage, { type: 'record' }>): void {
    const { recorder } = this.#station;
    if (!recorder) return this.#refuse('This station does not record.', 'Start it with a folder for recordings.');
    if (!on) return void recorder.stop(stream);
    const started = recorder.start(stream, { secondsBefore });
    if (!started.ok) this.#refuse(`This cannot be recorded: ${started.message}`, 'Choose a stream of the list.');
  }

  #tellRecordings(): void {
    const { recorder } = this.#station;
    if (recorder) this.#tell({ type: 'recordings', ...recorder.state() });
  }

  #serve(message: ServingMessage): void {
    const { serving } = this.#rights;
    if (!serving)
      return this.#refuse('Only the station’s own window switches its gateway.', 'Ask who runs the station.');
    switch (message.type) {
      case 'serve':
        return serving.start(message.wish);
      case 'stop-serving':
        return serving.stop();
      case 'invite': {
        const url = serving.invite(message.role);
        if (url === undefined) return this.#refuse('No link can be made now.', 'Switch the gateway on first.');
        return this.#tell({ type: 'invitation', invitation: { role: message.role, url } });
      }
    }
  }

  #tellServing(): void {
    const { serving } = this.#rights;
    if (serving) this.#tell({ type: 'serving', serving: serving.state });
  }

  #tellAdded(added: Read<Stream>): void {
    if (added.ok) return this.#tell({ type: 'added', stream: added.value.info.id });
    this.#refuse(`This source cannot be added: ${added.message}.`, 'Correct its address.');
  }

  #mark(streams: readonly string[], atUs: number | undefined): void {
    const marks = streams.map((stream) => this.#station.mark(stream, atUs));
    const at = marks.filter(({ isKept, isRecorded }) => isKept || isRecorded);
    const [first] = at;
    if (!first) return this.#refuse('There is nothing to mark.', 'Marks are set where pictures are kept.');
    for (const stream of streams) this.#subscriptions.get(stream)?.tellPlayback();
    const recordings = at.filter(({ isRecorded }) => isRecorded).length;
    this.#tell({ type: 'marked', atUs: first.atUs, streams: at.length, recordings });
  }

  #tellUnknown(done: boolean, id: string): void {
    if (!done) this.#refuse(`“${id}” is not a stream that the station fetches.`, 'Choose one of the list.');
  }

  #refuse(message: string, tip: string): void {
    this.#tell({ type: 'error', message: message.slice(0, 500), tip });
  }

  #subscribe({ stream: id, codecs, size }: Extract<ViewerMessage, { type: 'subscribe' }>): void {
    const stream = this.#stream(id);
    if (!stream) return this.#refuse(`There is no stream “${id.slice(0, 300)}”.`, 'Choose one of the list.');
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      return this.#refuse(`No more than ${MOST_SUBSCRIPTIONS} streams at a time.`, 'Close one first.');
    }
    this.#unsubscribe(id);
    const { h264, openPlayback, sounds } = this.#station;
    const takesH265 = codecs?.includes('h265') === true;
    const options = { stream, port: this.#port, openPlayback, h264: takesH265 ? undefined : h264, sounds, size };
    this.#subscriptions.set(id, new Subscription(options));
  }

  #unsubscribe(id: string): void {
    this.#subscriptions.get(id)?.end();
    this.#subscriptions.delete(id);
  }

  #streamsChanged(): void {
    for (const id of this.#subscriptions.keys()) if (!this.#stream(id)) this.#unsubscribe(id);
    this.#tellStreams();
  }

  #stream(id: string): Stream | undefined {
    return this.#station.hub.get(id) ?? (this.#plays.has(id) ? this.#station.hub.find(id) : undefined);
  }

  #tellStreams(): void {
    const streams = [...this.#station.hub.list(), ...this.#plays.streams()].map((stream) => stream.info);
    this.#tell({ type: 'streams', streams });
  }

  #tell(message: StationMessage): void {
    this.#port.send(JSON.stringify(message));
  }
}
