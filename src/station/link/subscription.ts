import type { StationMessage } from '#contracts/link';
import { encodePictureHeader } from '#contracts/picture';
import type { AccessUnit } from '#core/media/access-unit';
import { DeliveryQueue, type QueueDrops } from '#core/media/delivery-queue';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '../clock';
import type { Stream, Subscriber } from '../hub/stream';
import type { ViewerPort } from './viewer-port';

/** One viewer's part in one stream: pictures through a bounded queue, everything else at once. */
export class Subscription implements Subscriber {
  readonly #stream: Stream;
  readonly #port: ViewerPort;
  readonly #queue: DeliveryQueue;
  readonly #leave: () => void;

  constructor(stream: Stream, port: ViewerPort) {
    this.#stream = stream;
    this.#port = port;
    this.#queue = new DeliveryQueue((unit) => {
      port.sendPicture(encodePictureHeader(stream.info.number, unit, nowUs()), unit.data);
    });
    this.#leave = stream.subscribe(this);
  }

  picture(unit: AccessUnit): void {
    this.#queue.offer(unit);
  }

  get drops(): QueueDrops {
    return this.#queue.drops;
  }

  acknowledge(pictures: number): void {
    this.#queue.acknowledge(pictures);
  }

  telemetry(values: Telemetry, receiveUs: number): void {
    this.#tell({ type: 'telemetry', stream: this.#stream.info.id, receiveUs, values });
  }

  state(): void {
    const { info, video, telemetryLink } = this.#stream;
    this.#tell({ type: 'state', stream: info.id, video, telemetry: telemetryLink });
  }

  statistics(): void {
    const statistics = this.#stream.statistics(this.#queue.drops);
    this.#tell({ type: 'statistics', stream: this.#stream.info.id, statistics });
  }

  end(): void {
    this.#leave();
  }

  #tell(message: StationMessage): void {
    this.#port.send(JSON.stringify(message));
  }
}
