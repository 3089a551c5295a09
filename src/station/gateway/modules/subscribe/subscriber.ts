import type { WebSocket } from 'ws';
import type { SubscribeAnswer, VehicleChannel } from '#core/protocols/subscribe/messages';
import { readSubscribeRequest } from '#core/protocols/subscribe/request';
import { channelKey } from '#core/protocols/subscribe/vehicle-channel';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { pictureSocket, say } from '../../picture-socket';
import type { Audience } from './audience';
import { channelOf, findChannel } from './channels';
import type { FrameTexts } from './frame-texts';

/** Streams that one client may take. */
const MOST_SUBSCRIPTIONS = 64;

export interface SubscriberOptions {
  readonly hub: Hub;
  readonly audience: Audience;
  readonly texts: FrameTexts;
}

/** One client of the subscribe dialect over a WebSocket. */
export class Subscriber {
  readonly #socket: WebSocket;
  readonly #options: SubscriberOptions;
  readonly #subscriptions = new Map<string, { readonly stream: Stream; readonly leave: () => void }>();

  constructor(socket: WebSocket, options: SubscriberOptions) {
    this.#socket = socket;
    this.#options = options;
    const forget = options.hub.onChange(() => this.#streamsChanged());
    socket.on('close', () => {
      forget();
      for (const { leave } of this.#subscriptions.values()) leave();
      this.#subscriptions.clear();
    });
  }

  /** Takes a text message and answers it. */
  text(message: string): void {
    const read = readSubscribeRequest(message);
    if (!read.ok) return this.#answer({ type: 'error', message: read.message });
    const { request } = read;
    switch (request.type) {
      case 'ping':
        return this.#answer({ type: 'pong' });
      case 'subscribe':
        return this.#subscribe({ vehicleId: request.vehicleId, channel: request.channel });
      case 'unsubscribe':
        return this.#unsubscribe({ vehicleId: request.vehicleId, channel: request.channel });
    }
  }

  binary(): void {
    this.#answer({ type: 'error', message: 'this connection subscribes: push over another' });
  }

  #subscribe(at: VehicleChannel): void {
    const { hub, audience, texts } = this.#options;
    const key = channelKey(at);
    if (this.#subscriptions.has(key)) return this.#answer({ type: 'subscribed', ...at });
    const stream = findChannel(hub, at);
    if (!stream) return this.#answer({ type: 'error', message: `there is no stream of ${named(at)}`, ...at });
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      return this.#answer({ type: 'error', message: `no more than ${MOST_SUBSCRIPTIONS} streams at a time`, ...at });
    }
    this.#answer({ type: 'subscribed', ...at });
    const queue = pictureSocket(this.#socket, (unit) => ({ bytes: texts.message(stream, unit), binary: false }));
    const leave = audience.join(stream, (unit) => queue.offer(unit));
    this.#subscriptions.set(key, { stream, leave });
  }

  #unsubscribe(at: VehicleChannel): void {
    const key = channelKey(at);
    this.#subscriptions.get(key)?.leave();
    this.#subscriptions.delete(key);
    this.#answer({ type: 'unsubscribed', ...at });
  }

  #streamsChanged(): void {
    for (const [key, { stream, leave }] of this.#subscriptions) {
      if (this.#options.hub.get(stream.info.id) === stream) continue;
      leave();
      this.#subscriptions.delete(key);
      const at = channelOf(stream);
      this.#answer({ type: 'error', message: `the stream of ${named(at)} has ended`, ...at });
    }
  }

  #answer(message: SubscribeAnswer): void {
    say(this.#socket, JSON.stringify(message));
  }
}

function named({ vehicleId, channel }: VehicleChannel): string {
  return `vehicle “${vehicleId}”, channel ${channel}`;
}
