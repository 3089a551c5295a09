import type { VehicleChannel } from '#core/protocols/subscribe/messages';
import { readServerMessage } from '#core/protocols/subscribe/server-message';
import { formatEndpoint } from '#core/settings/endpoint';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import type { SourceMaker } from '../../source';
import { LinksSource } from '../links-source';
import { type Heard, webSocketRun } from '../websocket-run';

/** Where the original serves it. */
const USUAL_PATH = '/ws/video';
/** A server that answers is there, though its vehicle may send nothing. */
const PING_MS = 4000;

/** `subscribe+ws://host:port[/ws/video]?vehicleId=…&channel=…`: a stream of a server that speaks the subscribe dialect. */
export const subscribeSource: SourceMaker = {
  describe: ({ host, port, parameters: { vehicleId, channel } }) => ({
    video: `${formatEndpoint({ address: host, port })} ${vehicleId} ${channel}`.slice(0, 300),
    telemetry: '',
  }),
  make(url, stream, { log, showDamaged }) {
    const { host, port, path, parameters, foreign, credentials } = url;
    const query = foreign.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(foreign))}`;
    const at = { vehicleId: parameters.vehicleId ?? '', channel: Number(parameters.channel) };
    const subscribe = JSON.stringify({ type: 'subscribe', ...at });
    const listener = new Listener(stream, showDamaged, at);
    const video = webSocketRun({
      url: `ws://${formatEndpoint({ address: host, port })}${path || USUAL_PATH}${query}`,
      credentials,
      greeting: () => {
        listener.restart();
        return subscribe;
      },
      keepAlive: { everyMs: PING_MS, message: () => (listener.isSubscribed ? '{"type":"ping"}' : subscribe) },
      onMessage: (message) => listener.hear(message),
    });
    return new LinksSource({ stream, log, links: { video } });
  },
};

/** Turns a server's messages into the stream's access units. */
class Listener {
  readonly #stream: Stream;
  readonly #intake: Intake;
  readonly #asked: VehicleChannel;
  /** The server knows that we want the stream; one that refused is asked again. */
  isSubscribed = false;

  constructor(stream: Stream, showDamaged: boolean, asked: VehicleChannel) {
    this.#stream = stream;
    this.#intake = new Intake(stream, { codec: 'h264', showDamaged });
    this.#asked = asked;
  }

  /** A new connection. */
  restart(): void {
    this.isSubscribed = false;
    this.#intake.begin();
  }

  hear(message: string | Uint8Array): Heard {
    const read = typeof message === 'string' ? readServerMessage(message, this.#asked) : undefined;
    switch (read?.type) {
      case undefined:
        this.#stream.countFault();
        return 'other';
      case 'frame': {
        if (read.vehicleId !== this.#asked.vehicleId || read.channel !== this.#asked.channel) return 'other';
        this.isSubscribed = true;
        this.#intake.pushPicture(Buffer.from(read.data, 'base64'));
        return 'data';
      }
      case 'subscribed':
        this.isSubscribed = true;
        return 'other';
      case 'unsubscribed':
        this.isSubscribed = false;
        return 'other';
      case 'error':
        this.isSubscribed = false;
        return { error: read.message };
      default:
        return 'other';
    }
  }
}
