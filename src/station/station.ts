import { Hub } from './hub/hub';
import { ViewerLink } from './link/viewer-link';
import type { ViewerPort } from './link/viewer-port';
import type { Log } from './log';
import { PiSource, type PiVehicle } from './sources/pi/source';

export interface StationOptions {
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged?: boolean;
}

/** The engine: sources → hub → viewers. Runs in Electron's main process, or alone behind the gateway. */
export class Station {
  readonly hub = new Hub();
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  readonly #showDamaged: boolean;
  readonly #sources = new Map<string, PiSource>();
  readonly #links = new Set<ViewerPort>();

  constructor(options: StationOptions) {
    this.log = options.log;
    this.version = options.version;
    this.#showDamaged = options.showDamaged ?? false;
  }

  /** Opens a vehicle's stream; one that is open already stays as it is. */
  addVehicle({ host, videoPort, telemetryPort }: PiVehicle): void {
    const id = `pi://${host}:${videoPort}?telemetry=${telemetryPort}`;
    if (this.#sources.has(id)) return;
    const vehicle = { host, videoPort, telemetryPort };
    const stream = this.hub.add({ id, name: host, ...vehicle });
    const source = new PiSource(vehicle, stream, this.log, this.#showDamaged);
    this.#sources.set(id, source);
    source.start();
  }

  /** Shows this vehicle instead of those shown. */
  showVehicle(vehicle: PiVehicle): void {
    this.clear();
    this.addVehicle(vehicle);
  }

  /** Lets go of all vehicles. */
  clear(): void {
    for (const [id, source] of this.#sources) {
      this.#sources.delete(id);
      this.hub.remove(id);
      void source.stop();
    }
  }

  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow(id: string): void {
    this.#sources.get(id)?.retryNow();
  }

  /** Serves a viewer until its port closes. */
  attach(port: ViewerPort): void {
    this.#links.add(port);
    port.onClose(() => this.#links.delete(port));
    new ViewerLink(this, port);
  }

  /** Viewers at this moment. */
  get viewers(): number {
    return this.#links.size;
  }

  /** Ends everything; resolves when every socket is closed. */
  async close(): Promise<void> {
    for (const port of this.#links) port.close();
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    await Promise.all(sources.map((source) => source.stop()));
  }
}
