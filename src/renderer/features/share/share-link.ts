import { parseMessage } from '#contracts/link';
import {
  SHARE_HEADER_BYTES,
  type ShareAnswer,
  type ShareFormat,
  type ShareMessage,
  shareAnswerSchema,
  writeSharedSound,
  writeShareHeader,
} from '#contracts/share';
import { ClockOffset } from '#core/media/clock-offset';
import type { Encoding } from '#core/media/encoding/encoding-choice';
import type { Text } from '#core/texts/text';
import type { TimedSound } from './microphone/microphone-share';
import type { EncodedPicture } from './picture-encoder';
import type { OpenShareTransport, ShareTransport } from './share-transport';

const PING_MS = 2000;
/** Pictures that may be on their way: 0.4 s at 30 a second. More would be delay. */
const MAX_AHEAD = 12;
/** Bytes that may wait in a socket for a slow network. */
const MAX_BACKLOG_BYTES = 256 * 1024;

export interface ShareLinkEvents {
  /** The station takes pictures under this stream id; the first is to be a key picture. */
  onStarted(stream: string): void;
  onRefused(message: Text, tip: Text): void;
  /** The connection broke; it comes back by itself. */
  onBroken(): void;
  onKeyWanted(): void;
  onWatched(by: number): void;
  /** How the station asks it to encode from here on. */
  onEncoding(encoding: Encoding): void;
}

/** The sharer's end of the contract: says what comes, relates the clocks, and tells when the station cannot take more. */
export class ShareLink {
  readonly #transport: ShareTransport;
  readonly #events: ShareLinkEvents;
  readonly #clock = new ClockOffset();
  readonly #session = crypto.randomUUID();
  readonly #name: string;
  readonly #timer: ReturnType<typeof setInterval>;
  #format: ShareFormat;
  #isOpen = false;
  #isStarted = false;
  #ahead = 0;

  constructor(open: OpenShareTransport, name: string, format: ShareFormat, events: ShareLinkEvents) {
    this.#events = events;
    this.#name = name;
    this.#format = format;
    this.#transport = open({
      onOpen: () => {
        this.#isOpen = true;
        this.#clock.reset();
        this.#start();
        this.#ping();
      },
      onClose: () => {
        this.#isOpen = false;
        this.#isStarted = false;
        events.onBroken();
      },
      onText: (text) => {
        const answer = parseMessage(shareAnswerSchema, text);
        if (answer) this.#hear(answer);
      },
    });
    this.#timer = setInterval(() => this.#ping(), PING_MS);
  }

  /** The station takes pictures. */
  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** Whether one picture more would only wait. */
  get isFull(): boolean {
    return !this.#isStarted || this.#ahead >= MAX_AHEAD || this.#transport.backlogBytes > MAX_BACKLOG_BYTES;
  }

  /** Pictures of another format follow. */
  setFormat(format: ShareFormat): void {
    this.#format = format;
    if (this.#isOpen) this.#start();
  }

  /** Sends a picture; lost where the station takes none. */
  send(picture: EncodedPicture): void {
    if (!this.#isStarted) return;
    const { offsetUs } = this.#clock;
    const captureUs = offsetUs === undefined ? undefined : picture.timestampUs + offsetUs;
    const message = writeShareHeader({ key: picture.key, captureUs }, picture.byteLength);
    picture.copyTo(message.subarray(SHARE_HEADER_BYTES));
    this.#ahead++;
    this.#transport.send(message);
  }

  /** Sends a piece of sound; lost where the station takes none, or too much waits already. */
  sendSound({ timestampUs, ...sound }: TimedSound): void {
    if (!this.#isStarted || this.#transport.backlogBytes > MAX_BACKLOG_BYTES) return;
    const { offsetUs } = this.#clock;
    const captureUs = offsetUs === undefined || timestampUs === undefined ? undefined : timestampUs + offsetUs;
    this.#transport.send(writeSharedSound({ ...sound, captureUs }));
  }

  /** Ends the stream at the station. */
  close(): void {
    clearInterval(this.#timer);
    this.#tell({ type: 'stop' });
    this.#transport.close();
  }

  #start(): void {
    this.#isStarted = false;
    this.#ahead = 0;
    const what = { session: this.#session, name: this.#name, format: this.#format };
    this.#tell({ type: 'start', ...what, accepts: ['encoding'] });
  }

  #hear(answer: ShareAnswer): void {
    switch (answer.type) {
      case 'started':
        this.#isStarted = true;
        return this.#events.onStarted(answer.stream);
      case 'refused':
        return this.#events.onRefused(answer.message, answer.tip);
      case 'key-picture':
        return this.#events.onKeyWanted();
      case 'encoding': {
        const { type: _, ...encoding } = answer;
        return this.#events.onEncoding(encoding);
      }
      case 'taken':
        this.#ahead = Math.max(0, this.#ahead - answer.pictures);
        return;
      case 'watched':
        return this.#events.onWatched(answer.by);
      case 'pong':
        return this.#clock.add({
          sentUs: answer.sharerUs,
          theirsUs: answer.stationUs,
          receivedUs: performance.now() * 1000,
        });
    }
  }

  #ping(): void {
    this.#tell({ type: 'ping', sharerUs: performance.now() * 1000 });
  }

  #tell(message: ShareMessage): void {
    this.#transport.send(JSON.stringify(message));
  }
}
