import type { WebSocket } from 'ws';
import type { AccessUnit } from '#core/media/access-unit';
import type { SubscribeAnswer, VehicleChannel } from '#core/protocols/subscribe/messages';
import { readSubscribeRequest } from '#core/protocols/subscribe/request';
import { channelKey } from '#core/protocols/subscribe/vehicle-channel';
import { english } from '#core/texts/english';
import type { Text } from '#core/texts/text';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { pictureSocket, say } from '../../picture-socket';
import type { Audience } from './audience';
import { findChannel } from './channels';
import type { FrameTexts } from './frame-texts';

/** Streams that one client may take. */
const MAX_SUBSCRIPTIONS = 64;

export interface SubscriberOptions {
  readonly hub: Hub;
  readonly audience: Audience;
  readonly texts: FrameTexts;
}

/** What a client asked for; `watched` while there is such a stream. */
interface Subscription {
  readonly at: VehicleChannel;
  watched: { readonly stream: Stream; readonly leave: () => void } | undefined;
}

/**
 * One client of the subscribe dialect over a WebSocket. What it subscribes to need not be there yet, and may go and come
 * back: it is told, and gets the pictures whenever there are any, without asking again.
 */
export class Subscriber {
  readonly #socket: WebSocket;
  readonly #options: SubscriberOptions;
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(socket: WebSocket, options: SubscriberOptions) {
    this.#socket = socket;
    this.#options = options;
    const unsubscribe = options.hub.onChange(() => {
      for (const subscription of this.#subscriptions.values()) this.#follow(subscription);
    });
    socket.on('close', () => {
      unsubscribe();
      for (const { watched } of this.#subscriptions.values()) watched?.leave();
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
    this.#answer({ type: 'error', message: english('dialect.subscribes') });
  }

  #subscribe(at: VehicleChannel): void {
    const key = channelKey(at);
    if (this.#subscriptions.get(key)?.watched) return this.#answer({ type: 'subscribed', ...at });
    if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS && !this.#subscriptions.has(key)) {
      return this.#answer({
        type: 'error',
        message: english('dialect.tooManyStreams', { max: MAX_SUBSCRIPTIONS }),
        ...at,
      });
    }
    const subscription: Subscription = { at, watched: undefined };
    this.#subscriptions.set(key, subscription);
    this.#follow(subscription);
    if (!subscription.watched)
      this.#answer({ type: 'error', message: english('dialect.noStreamYet', { which: named(at) }), ...at });
  }

  #unsubscribe(at: VehicleChannel): void {
    const key = channelKey(at);
    this.#subscriptions.get(key)?.watched?.leave();
    this.#subscriptions.delete(key);
    this.#answer({ type: 'unsubscribed', ...at });
  }

  /** Lets go of a stream that has ended, and takes the one that has come. */
  #follow(subscription: Subscription): void {
    const { hub, audience, texts } = this.#options;
    const { at, watched } = subscription;
    if (watched && hub.get(watched.stream.info.id) === watched.stream) return;
    if (watched) {
      watched.leave();
      subscription.watched = undefined;
      this.#answer({ type: 'error', message: english('dialect.streamOfEnded', { which: named(at) }), ...at });
    }
    const stream = findChannel(hub, at);
    if (!stream) return;
    this.#answer({ type: 'subscribed', ...at });
    const write = (unit: AccessUnit) => ({ bytes: texts.message(stream, unit, at.vehicleId), binary: false });
    const queue = pictureSocket(this.#socket, write);
    let told: string | undefined;
    const tellProblem = (transcoding?: Text) => {
      const problem = problemOf(stream, at, transcoding);
      if (problem !== undefined && problem !== told) this.#answer({ type: 'error', message: problem, ...at });
      told = problem;
    };
    const leave = audience.join(stream, (unit) => queue.offer(unit), queue, tellProblem);
    subscription.watched = { stream, leave };
    tellProblem();
  }

  #answer(message: SubscribeAnswer): void {
    say(this.#socket, JSON.stringify(message));
  }
}

/** Why a subscriber gets no pictures, in one line; `undefined` where it does, or will soon. */
function problemOf(
  { links: { video } }: Stream,
  at: VehicleChannel,
  transcoding: Text | undefined,
): string | undefined {
  const why = (reason: string) => english('dialect.noPictures', { which: named(at), reason });
  if (transcoding) return why(english(transcoding));
  if (video?.state === 'failed') return why(video.failure.detail);
  const lacksKey = video?.state === 'open' && video.waitingFor === 'entry';
  return lacksKey ? why(english('recorder.noEntry')) : undefined;
}

function named({ vehicleId, channel }: VehicleChannel): string {
  return english('dialect.vehicleChannel', { vehicle: vehicleId, channel });
}
