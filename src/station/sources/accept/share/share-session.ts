import { parseMessage } from '#contracts/link';
import {
  isSharedSound,
  readSharedPicture,
  readSharedSound,
  type ShareAnswer,
  type ShareMessage,
  shareMessageSchema,
} from '#contracts/share';
import { oneLine } from '#core/names';
import { type Text, text } from '#core/texts/text';
import { nowUs } from '../../../clock';
import { EncodingWatch } from '../../../encoding/encoding-watch';
import type { Log } from '../../../log';
import type { SharePort } from './share-port';
import type { SharedStream } from './shared-stream';
import type { Shares } from './shares';

const WATCHED_MS = 1000;
/** A key picture costs as much as ten others: one is asked for no more often than this. */
const BETWEEN_KEYS_US = 500_000;
/** The sharer is told at a time. */
const TAKEN_EVERY = 4;

export interface ShareRights {
  /** Whether this one may share at all. */
  readonly mayShare: boolean;
  /** Of the sharer, for people: `192.168.1.7`. */
  readonly address: string;
}

/** One connection of somebody who shares a camera. */
export class ShareSession {
  readonly #shares: Shares;
  readonly #log: Log;
  readonly #port: SharePort;
  readonly #rights: ShareRights;
  #current: { readonly session: string; readonly shared: SharedStream; readonly forget: () => void } | undefined;
  #taken = 0;
  #askedForKeyUs = Number.NEGATIVE_INFINITY;

  constructor(shares: Shares, port: SharePort, rights: ShareRights, log: Log) {
    this.#shares = shares;
    this.#log = log;
    this.#port = port;
    this.#rights = rights;
    const timer = setInterval(() => this.#look(), WATCHED_MS);
    port.onMessage((message) => (typeof message === 'string' ? this.#text(message) : this.#data(message)));
    port.onClose(() => {
      clearInterval(timer);
      const left = this.#current;
      this.#forget();
      if (left) this.#shares.leave(left.session);
    });
  }

  #text(text: string): void {
    const message = parseMessage(shareMessageSchema, text);
    if (message) this.#answer(message);
    else this.#log.debug('a sharer sent a message that this version does not know; dropped');
  }

  #answer(message: ShareMessage): void {
    switch (message.type) {
      case 'ping':
        return this.#tell({ type: 'pong', sharerUs: message.sharerUs, stationUs: nowUs() });
      case 'start':
        return this.#start(message);
      case 'stop': {
        const ended = this.#current;
        this.#forget();
        if (ended) this.#shares.end(ended.session);
      }
    }
  }

  #start({ session, name, format, accepts }: Extract<ShareMessage, { type: 'start' }>): void {
    const { mayShare, address } = this.#rights;
    if (!mayShare) {
      return this.#refuse(text('refused.mayNotShare'), text('refused.mayNotShare.tip'));
    }
    const before = this.#current;
    this.#forget();
    if (before && before.session !== session) this.#shares.end(before.session);
    const shared = this.#shares.open({ session, name: name.trim(), format }, address, () => this.#forget());
    if (!shared) return this.#refuse(text('refused.tooManyShared'), text('refused.tooManyShared.tip'));
    const { stream } = shared;
    const forgetWanted = stream.onWanted((wanted) => {
      if (wanted) this.#askForKey();
    });
    const encoding = accepts?.includes('encoding')
      ? new EncodingWatch(stream, (encoding) => this.#tell({ type: 'encoding', ...encoding }))
      : undefined;
    const forget = () => {
      forgetWanted();
      encoding?.end();
    };
    this.#current = { session, shared, forget };
    this.#taken = 0;
    this.#log.info(`share ${stream.info.id}: “${oneLine(name)}” from ${address}`);
    this.#tell({ type: 'started', stream: stream.info.id });
    this.#look();
  }

  #data(message: Uint8Array): void {
    if (isSharedSound(message)) this.#sound(message);
    else this.#picture(message);
  }

  #sound(message: Uint8Array): void {
    if (!this.#current) return;
    const { shared } = this.#current;
    const sound = readSharedSound(message);
    if (sound) shared.takeSound(sound);
    else shared.stream.countFault();
  }

  #picture(message: Uint8Array): void {
    if (!this.#current) return;
    const { shared } = this.#current;
    const picture = readSharedPicture(message);
    if (picture) shared.take(picture);
    else shared.stream.countFault();
    if (++this.#taken >= TAKEN_EVERY) {
      this.#tell({ type: 'taken', pictures: this.#taken });
      this.#taken = 0;
    }
  }

  #look(): void {
    if (!this.#current) return;
    const { stream } = this.#current.shared;
    const { subscribers } = stream.statistics();
    this.#tell({ type: 'watched', by: subscribers });
    // A picture was lost or broken: nothing is shown until the next key picture.
    const { video } = stream.links;
    if (video?.state === 'open' && video.lastDataUs !== undefined && video.waitingFor !== undefined) this.#askForKey();
  }

  #askForKey(): void {
    if (this.#current?.shared.format !== 'h264' || nowUs() - this.#askedForKeyUs < BETWEEN_KEYS_US) return;
    this.#askedForKeyUs = nowUs();
    this.#tell({ type: 'key-picture' });
  }

  #refuse(message: Text, tip: Text): void {
    this.#tell({ type: 'refused', message, tip });
  }

  #forget(): void {
    this.#current?.forget();
    this.#current = undefined;
  }

  #tell(message: ShareAnswer): void {
    this.#port.send(JSON.stringify(message));
  }
}
