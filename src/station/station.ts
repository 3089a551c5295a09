import path from 'node:path';
import type { ExportWish } from '#contracts/exports';
import type { PiVehicle } from '#contracts/link';
import { formatSourceUrl, isStreamName, parseSourceUrl, type SourceUrl } from '#core/settings/source-url';
import type { Read } from '#core/settings/values';
import { Approvals } from './approvals/approvals';
import type { Broker } from './broker/broker';
import { nowUs, wallUsOf } from './clock';
import { ClipMaterials } from './exports/clip-materials';
import { ExportQueue } from './exports/export-queue';
import { stationSource } from './exports/station-sources';
import { Hub } from './hub/hub';
import type { Stream } from './hub/stream';
import { type Marked, ViewerLink, type ViewerRights } from './link/viewer-link';
import type { ViewerPort } from './link/viewer-port';
import type { Log } from './log';
import type { OpenPlayback } from './playback/playback';
import { Playing } from './recordings/playing';
import { Rewind } from './rewind/rewind';
import type { SavedSources } from './saved-sources';
import type { SharePort } from './share/share-port';
import { type ShareRights, ShareSession } from './share/share-session';
import { Shares } from './share/shares';
import type { AmqpTap } from './sinks/amqp/amqp-tap';
import { Recorder } from './sinks/record/recorder';
import type { RecorderSettings } from './sinks/record/recorder-settings';
import type { Fleet } from './sources/jt/fleet';
import { piUrl } from './sources/pi/source';
import { SOURCE_MAKERS } from './sources/registry';
import { PhoneDoor } from './sources/remote-camera/phone-door';
import type { SourceMaker } from './sources/source';
import { SourceKeeper } from './sources/source-keeper';
import { findFfmpeg } from './transcode/find-ffmpeg';
import { H264Pool } from './transcode/h264-pool';
import { JpegPool } from './transcode/jpeg-pool';
import { SoundPool } from './transcode/sound-pool';

/** More than any wall has tiles; each costs a socket and up to 32 MiB. */
const MOST_SOURCES = 256;

export interface StationOptions {
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged?: boolean;
  /** Path of ffmpeg, where a person set one. */
  readonly ffmpeg?: string | undefined;
  /** Keeps what a person adds over restarts; absent: nothing is kept. */
  readonly saved?: SavedSources;
  /** Keeps the last minutes of every stream; absent: nothing is kept. */
  readonly rewind?: RewindSettings;
  /** How it records; absent: it does not, and makes no clips. */
  readonly recording?: RecorderSettings;
}

/** How much can be rewound. */
export interface RewindSettings {
  /** Of each stream; 0: nothing. */
  readonly minutes: number;
  /** At most, of all streams together. */
  readonly bytes: number;
}

/** A source that the station fetches. */
interface Fetched {
  readonly url: SourceUrl;
  readonly keeper: SourceKeeper;
  /** Written down for the next start. */
  readonly isSaved: boolean;
}

/** The engine: sources → hub → viewers. Runs in Electron's main process, or alone behind the gateway. */
export class Station {
  readonly hub = new Hub();
  /** Who wants to be let in, and is not known. */
  readonly approvals = new Approvals();
  /** Where phones may come. */
  readonly phones = new PhoneDoor();
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Streams as JPEG, for whoever takes them so. */
  readonly jpegs: JpegPool;
  /** Publishes pictures to a RabbitMQ, where a person set one. */
  amqpTap: AmqpTap | undefined;
  /** Streams as H.264, for whoever takes no H.265. */
  readonly h264: H264Pool;
  readonly sounds: SoundPool;
  /** Shares streams with other stations, where a person set one. */
  broker: Broker | undefined;
  readonly #ffmpeg: string | undefined;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged: boolean;
  readonly #shares: Shares;
  /** Dash cams that have come, where the station is open to them. */
  fleet: Fleet | undefined;
  /** The last minutes of every stream. */
  readonly rewind: Rewind | undefined;
  /** Absent where it does not record. */
  readonly recorder: Recorder | undefined;
  /** Makes clips of recordings, and of what can be rewound. */
  readonly exports: ExportQueue | undefined;
  /** The same cut without loss, for viewers that go on with it themselves. */
  readonly clipMaterials: ClipMaterials | undefined;
  /** Recordings that somebody looks at. */
  readonly playing: Playing;
  readonly #saved: SavedSources | undefined;
  readonly #sources = new Map<string, Fetched>();
  /** Sources that were let go of and still close their sockets. */
  readonly #ending = new Set<Promise<void>>();
  readonly #links = new Set<ViewerPort>();
  /** The vehicle that was last connected to: the next one takes its place. */
  #guest: string | undefined;

  constructor({ log, version, showDamaged = false, ffmpeg, saved, rewind, recording }: StationOptions) {
    this.log = log;
    this.version = version;
    this.showDamaged = showDamaged;
    this.#shares = new Shares(this.hub, showDamaged);
    this.#saved = saved;
    this.#ffmpeg = ffmpeg;
    this.jpegs = new JpegPool({ log, find: () => this.findFfmpeg() });
    // A recording stops at its reserve and begins again at twice as much: rewinding has let go by then.
    const reserve = recording && { reserveBytes: 3 * recording.reserveBytes };
    this.rewind = rewind && new Rewind({ hub: this.hub, log, ...rewind, ...reserve });
    this.recorder = recording && new Recorder(this.hub, log, recording, this.rewind);
    const clips = this.recorder && this.#clipOptions(this.recorder);
    this.exports = clips && new ExportQueue({ ...clips, log, findFfmpeg: () => this.findFfmpeg() });
    this.clipMaterials = clips && new ClipMaterials(clips);
    this.playing = new Playing(this.hub, this.recorder?.library);
    this.h264 = new H264Pool({ log, find: () => this.findFfmpeg() });
    this.sounds = new SoundPool({ log, find: () => this.findFfmpeg() });
  }

  #clipOptions({ library, settings: { folder, pattern, reserveBytes } }: Recorder) {
    const sourceOf = (source: ExportWish['source']) =>
      stationSource({ hub: this.hub, library, rewind: this.rewind, playing: this.playing }, source);
    return { folder: path.join(folder, 'exports'), pattern, reserveBytes, sourceOf };
  }

  /** The path of an ffmpeg: what a person set alone, or where one is found; `undefined` where there is none. */
  findFfmpeg(): string | undefined {
    return findFfmpeg({ setting: this.#ffmpeg });
  }

  /** Takes in the sources that were kept. Those of the command line come before, so that they are shown first. */
  addSaved(): void {
    for (const url of this.#saved?.urls ?? []) {
      const added = this.#take(url, true);
      if (!added.ok) this.log.warn(`a kept source is left out: ${added.message}`);
    }
  }

  /**
   * Takes in a stream; one that is there already stays as it is.
   *
   * @param url see `parseSourceUrl`
   * @param options.isSaved keep it over restarts, where this station keeps any
   * @returns the stream, or one line that says what is wrong
   */
  addSource(url: string, { isSaved = false }: { readonly isSaved?: boolean } = {}): Read<Stream> {
    const added = this.#take(url, isSaved);
    if (added.ok && isSaved) this.#save();
    return added;
  }

  #take(url: string, isSaved: boolean): Read<Stream> {
    const read = parseSourceUrl(url);
    if (!read.ok) return read;
    const { id, name, scheme, lazy } = read.value;
    const there = this.hub.get(id);
    if (there) return { ok: true, value: there };
    if (this.#sources.size >= MOST_SOURCES) return { ok: false, message: `No more than ${MOST_SOURCES} sources.` };
    const maker: SourceMaker = SOURCE_MAKERS[scheme];
    const stream = this.hub.add({ id, name, source: formatSourceUrl(read.value), ...maker.describe(read.value) });
    const context = { log: this.log, showDamaged: this.showDamaged };
    const keeper = new SourceKeeper({ stream, lazy, make: () => maker.make(read.value, stream, context) });
    this.#sources.set(id, { url: read.value, keeper, isSaved });
    return { ok: true, value: stream };
  }

  /** Lets go of a stream that the station fetches. Returns whether there was one. */
  removeSource(id: string): boolean {
    const source = this.#sources.get(id);
    if (!source) return false;
    this.#sources.delete(id);
    if (this.#guest === id) this.#guest = undefined;
    this.hub.remove(id);
    const ending = source.keeper.stop().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
    if (source.isSaved) this.#save();
    return true;
  }

  /** Calls a stream that the station fetches something else. Returns whether there is one, and the name will do. */
  renameSource(id: string, name: string): boolean {
    const source = this.#sources.get(id);
    if (!source || !isStreamName(name)) return false;
    const url = { ...source.url, name };
    this.#sources.set(id, { ...source, url });
    this.hub.rename(id, name, formatSourceUrl(url));
    if (source.isSaved) this.#save();
    return true;
  }

  /** Opens a vehicle's stream as the one that the next `showVehicle` replaces. */
  addVehicle(vehicle: PiVehicle): Read<Stream> {
    const added = this.addSource(piUrl(vehicle));
    if (added.ok && !this.#sources.get(added.value.info.id)?.isSaved) this.#guest = added.value.info.id;
    return added;
  }

  /**
   * Shows this vehicle instead of the one that was last connected to; other streams stay. The same one again keeps its
   * connection: its camera has no second.
   */
  showVehicle(vehicle: PiVehicle): Read<Stream> {
    const before = this.#guest;
    const added = this.addVehicle(vehicle);
    if (added.ok && before !== undefined && before !== added.value.info.id) this.removeSource(before);
    return added;
  }

  /** Lets go of the vehicle that was last connected to. */
  clear(): void {
    if (this.#guest !== undefined) this.removeSource(this.#guest);
  }

  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow(id: string): void {
    this.#sources.get(id)?.keeper.retryNow();
    this.broker?.retryNow(id);
    this.fleet?.retryNow(id);
  }

  /** Serves a viewer until its port closes. */
  attach(port: ViewerPort, rights?: ViewerRights): void {
    this.#links.add(port);
    port.onClose(() => this.#links.delete(port));
    new ViewerLink(this, port, rights);
  }

  /** Takes the pictures of somebody who shares a camera, until the port closes. */
  share(port: SharePort, rights: ShareRights): void {
    new ShareSession(this.#shares, port, rights, this.log);
  }

  /** A stream's past, for one viewer. */
  readonly openPlayback: OpenPlayback = (stream, sink) =>
    this.playing.playback(stream, sink) ?? this.rewind?.playback(stream, sink);

  /** Marks a moment of a stream, where it is kept and where it is recorded. @param wallUs on the wall's clock; absent: now */
  mark(stream: string, wallUs?: number): Marked {
    const zeroUs = this.rewind?.wallUs ?? wallUsOf(0);
    const us = wallUs === undefined ? nowUs() : wallUs - zeroUs;
    const isKept = this.rewind?.mark(stream, us + zeroUs) ?? false;
    return { atUs: us + zeroUs, isKept, isRecorded: this.recorder?.mark(stream, us) ?? false };
  }

  /** Viewers at this moment. */
  get viewers(): number {
    return this.#links.size;
  }

  /** Ends everything; resolves when every socket is closed and what is kept is written. */
  async close(): Promise<void> {
    this.approvals.close();
    for (const port of this.#links) port.close();
    this.jpegs.close();
    this.h264.close();
    this.sounds.close();
    this.#shares.close();
    await this.playing.close();
    await Promise.all([this.broker?.close(), this.amqpTap?.close(), this.recorder?.close()]);
    await Promise.all([this.exports?.close(), this.clipMaterials?.close()]);
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    await Promise.all([...sources.map(({ keeper }) => keeper.stop()), ...this.#ending, this.#saved?.written()]);
    await this.rewind?.close();
  }

  #save(): void {
    const saved = [...this.#sources.values()].filter(({ isSaved }) => isSaved);
    this.#saved?.save(saved.map(({ url }) => formatSourceUrl(url)));
  }
}
