import {
  LINK_VERSION,
  parseMessage,
  type StationMessage,
  type ViewerMessage,
  viewerMessageSchema,
} from '#contracts/link';
import { nowUs } from '../clock';
import type { Hub } from '../hub/hub';
import type { Log } from '../log';
import type { PiVehicle } from '../sources/pi/source';
import { Subscription } from './subscription';
import type { ViewerPort } from './viewer-port';

const STATISTICS_MS = 1000;
/** Streams that one viewer may take: a wall of sixteen, twice over. */
const MOST_SUBSCRIPTIONS = 32;

/** What a viewer may see and do of the station. */
export interface ViewerService {
  readonly hub: Hub;
  readonly log: Log;
  readonly version: string;
  showVehicle(vehicle: PiVehicle): void;
  clear(): void;
  retryNow(stream: string): void;
}

/** One viewer at the station: answers its messages and keeps its subscriptions. */
export class ViewerLink {
  readonly #station: ViewerService;
  readonly #port: ViewerPort;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(station: ViewerService, port: ViewerPort) {
    this.#station = station;
    this.#port = port;
    const forgetHub = station.hub.onChange(() => this.#streamsChanged());
    const timer = setInterval(() => {
      for (const subscription of this.#subscriptions.values()) subscription.statistics();
    }, STATISTICS_MS);
    port.onMessage((text) => this.#receive(text));
    port.onClose(() => {
      clearInterval(timer);
      forgetHub();
      for (const subscription of this.#subscriptions.values()) subscription.end();
      this.#subscriptions.clear();
    });
    this.#tell({ type: 'welcome', version: LINK_VERSION, stationVersion: station.version });
    this.#tellStreams();
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
        return this.#subscribe(message.stream);
      case 'unsubscribe':
        return this.#unsubscribe(message.stream);
      case 'connect':
        return this.#station.showVehicle(message);
      case 'disconnect':
        return this.#station.clear();
      case 'retry':
        return this.#station.retryNow(message.stream);
    }
  }

  #subscribe(id: string): void {
    const stream = this.#station.hub.get(id);
    if (!stream) {
      return this.#tell({ type: 'error', message: `There is no stream “${id}”.`, tip: 'Choose one of the list.' });
    }
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      return this.#tell({
        type: 'error',
        message: `No more than ${MOST_SUBSCRIPTIONS} streams at a time.`,
        tip: 'Close one first.',
      });
    }
    this.#unsubscribe(id);
    this.#subscriptions.set(id, new Subscription(stream, this.#port));
  }

  #unsubscribe(id: string): void {
    this.#subscriptions.get(id)?.end();
    this.#subscriptions.delete(id);
  }

  #streamsChanged(): void {
    for (const id of this.#subscriptions.keys()) if (!this.#station.hub.get(id)) this.#unsubscribe(id);
    this.#tellStreams();
  }

  #tellStreams(): void {
    this.#tell({ type: 'streams', streams: this.#station.hub.list().map((stream) => stream.info) });
  }

  #tell(message: StationMessage): void {
    this.#port.send(JSON.stringify(message));
  }
}
