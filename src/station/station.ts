import { METRIC, type Units } from '#core/telemetry/units/choice';
import type { Text } from '#core/texts/text';
import { Capabilities, type Capability } from './capability';
import { DEMO, type Demo } from './extension/demo';
import type { MakeModule, ServedStation } from './extension/gateway-module';
import type { ViewerRights } from './extension/rights';
import type { Service } from './extension/service';
import type { ViewerPort } from './extension/viewer-port';
import { findFfmpeg } from './find-ffmpeg';
import { Hub } from './hub/hub';
import type { LinkedStation } from './link/linked-station';
import { topicsOf } from './link/topics/table';
import { ViewerLink } from './link/viewer-link';
import type { Log } from './log';
import { RunningServices } from './running-services';
import type { SharePort } from './sources/accept/share/share-port';
import { type ShareRights, ShareSession } from './sources/accept/share/share-session';
import { Shares } from './sources/accept/share/shares';
import type { VehicleChoices } from './sources/mavlink/vehicle-choices';
import type { SavedSources } from './sources/saved-sources';
import { SHOWN_VEHICLE, ShownVehicle } from './sources/shown-vehicle';
import type { MavlinkSettings } from './sources/source';
import { SOURCE_LIST, SourceList } from './sources/source-list';
import { H264Pool } from './transcode/h264-pool';
import { JpegPool } from './transcode/jpeg-pool';
import { SoundPool } from './transcode/sound-pool';

export interface StationOptions {
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged?: boolean;
  /** In which units viewers show values, until their people choose others; absent: metric. */
  readonly units?: Units;
  /** Path of ffmpeg, where a person set one. */
  readonly ffmpeg?: string | undefined;
  /** How it speaks with vehicles of MAVLink; absent: with heartbeats, unsigned. */
  readonly mavlink?: MavlinkSettings;
  /** Keeps what a person adds over restarts; absent: nothing is kept. */
  readonly saved?: SavedSources;
  /** Keeps which vehicle of several on a link a person chose; absent: nothing is kept. */
  readonly choices?: VehicleChoices;
  /** Where services keep what outlives the station; absent: nothing is kept. */
  readonly folder?: string;
  /** What it does besides; absent: nothing. They begin with `start`. */
  readonly services?: readonly Service[];
  /** Its simulated vehicle; absent: it has none. */
  readonly demo?: Demo;
  /** Tells the person at the terminal, in a line. */
  readonly say?: (message: Text) => void;
}

/** The engine: sources → hub → viewers, and services beside. Runs in Electron's main process, or alone behind the gateway. */
export class Station implements ServedStation, LinkedStation {
  readonly hub = new Hub();
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged: boolean;
  /** In which units viewers show values, until their people choose others. */
  readonly units: Units;
  readonly jpegs: JpegPool;
  readonly h264: H264Pool;
  readonly sounds: SoundPool;
  /** The sources that it dials. */
  readonly sources: SourceList;
  readonly vehicle: ShownVehicle;
  readonly #ffmpeg: string | undefined;
  readonly #demo: Demo | undefined;
  readonly #shares: Shares;
  readonly #services: readonly Service[];
  readonly #capabilities = new Capabilities();
  readonly #running: RunningServices;
  readonly #links = new Set<ViewerPort>();

  constructor({
    log,
    version,
    showDamaged = false,
    units = METRIC,
    ffmpeg,
    mavlink,
    saved,
    choices,
    folder,
    services = [],
    demo,
    say,
  }: StationOptions) {
    this.log = log;
    this.version = version;
    this.showDamaged = showDamaged;
    this.units = units;
    this.#shares = new Shares(this.hub, showDamaged);
    this.sources = new SourceList({ hub: this.hub, log, showDamaged, saved, choices, ...(mavlink && { mavlink }) });
    this.#capabilities.provide(SOURCE_LIST, this.sources);
    this.vehicle = new ShownVehicle(this.hub, this.sources);
    this.#capabilities.provide(SHOWN_VEHICLE, this.vehicle);
    this.#demo = demo;
    if (demo) this.#capabilities.provide(DEMO, demo);
    this.#ffmpeg = ffmpeg;
    const find = () => this.findFfmpeg();
    this.jpegs = new JpegPool({ log, find });
    this.h264 = new H264Pool({ log, find });
    this.sounds = new SoundPool({ log, find });
    this.#services = services;
    this.#running = new RunningServices(this, this.#capabilities, say ?? (() => undefined), folder);
  }

  /** Begins its services, before any source is added. @param settings the values of the flags that they read */
  start(settings: Readonly<Record<string, unknown>>): void {
    this.#running.start(this.#services, settings);
  }

  /** Opens the ports of its services, once a gateway listens. @returns what to tell the person of each that cannot */
  listen(): Promise<readonly string[]> {
    return this.#running.listen();
  }

  /** Ends the services that have ports; `close` ends the others. */
  closeListeners(): Promise<void> {
    return this.#running.closeListeners();
  }

  /** What a service provides; `undefined` where none does. */
  get<T>(capability: Capability<T>): T | undefined {
    return this.#capabilities.get(capability);
  }

  /** What its services answer over HTTP. */
  get routes(): readonly MakeModule[] {
    return this.#services.flatMap(({ routes = [] }) => routes);
  }

  /** The path of an ffmpeg: what a person set alone, or where one is found; `undefined` where there is none. */
  findFfmpeg(): string | undefined {
    return findFfmpeg({ setting: this.#ffmpeg });
  }

  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow(id: string): void {
    this.sources.retryNow(id);
    this.#running.retryNow(id);
  }

  /** Serves a viewer until its port closes. */
  attach(port: ViewerPort, rights?: ViewerRights): void {
    this.#links.add(port);
    port.onClose(() => this.#links.delete(port));
    new ViewerLink(this, port, topicsOf(this.#services), rights);
  }

  /** Takes the pictures of somebody who shares a camera, until the port closes. */
  share(port: SharePort, rights: ShareRights): void {
    new ShareSession(this.#shares, port, rights, this.log);
  }

  /** Viewers at this moment. */
  get viewers(): number {
    return this.#links.size;
  }

  /** Ends everything; resolves when every socket is closed and what is kept is written. */
  async close(): Promise<void> {
    await this.#running.closeStage('listeners');
    for (const port of this.#links) port.close();
    for (const pool of [this.jpegs, this.h264, this.sounds, this.#shares]) pool.close();
    for (const stage of ['players', 'writers', 'clips'] as const) await this.#running.closeStage(stage);
    await this.sources.close();
    await this.#demo?.close();
    await this.#running.closeStage('past');
  }
}
