import { decodeSound, isSound, type Sound } from '#contracts/audio';
import { decodeKeyPicture, isKeyPicture, type KeyPictureAnswer } from '#contracts/key-picture';
import { parseMessage, type StationMessage, stationMessageSchema, type ViewerMessage } from '#contracts/link';
import { decodePicture, type Picture } from '#contracts/picture';
import { ClockOffset } from '#core/media/clock-offset';
import type { Transport, TransportEvents } from './transport';

const PING_MS = 2000;
/** The first pings come quickly, so that latency is known from the first pictures on. */
const FIRST_PINGS = 4;
const FIRST_PING_MS = 100;
/** The station runs at most 32 pictures ahead; a quarter of that is told at a time. */
const ACK_EVERY = 8;

export interface StationLinkEvents {
  onOpen(): void;
  onClose(): void;
  onMessage(message: StationMessage): void;
  onPicture(picture: Picture): void;
  onSound?(sound: Sound): void;
  onKeyPicture?(answer: KeyPictureAnswer): void;
}

/** The viewer's end of the link: reads the contract's messages, acknowledges pictures, and relates the two clocks. */
export class StationLink {
  /** The station's clock against ours, both in µs. */
  readonly clock = new ClockOffset();
  readonly #transport: Transport;
  readonly #events: StationLinkEvents;
  readonly #names = new Map<number, string>();
  readonly #unacknowledged = new Map<number, number>();
  #pings = 0;
  #pingTimer: ReturnType<typeof setTimeout> | undefined;
  #unknown = 0;
  #isClosed = false;

  /** @param open opens the way to the station */
  constructor(open: (events: TransportEvents) => Transport, events: StationLinkEvents) {
    this.#events = events;
    // What is still on its way when we close is dropped.
    const whileOpen =
      <A extends unknown[]>(handle: (...values: A) => void) =>
      (...values: A) => {
        if (!this.#isClosed) handle(...values);
      };
    this.#transport = open({
      onOpen: whileOpen(() => this.#opened()),
      onClose: whileOpen(() => this.#closed()),
      onText: whileOpen((text: string) => this.#receive(text)),
      onPicture: whileOpen((message: Uint8Array, data?: Uint8Array) => this.#receivePicture(message, data)),
    });
  }

  /** Messages that this version does not know. */
  get unknownMessages(): number {
    return this.#unknown;
  }

  send(message: ViewerMessage): void {
    this.#transport.send(JSON.stringify(message));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#pingTimer);
    this.#transport.close();
  }

  #opened(): void {
    this.clock.reset();
    this.#names.clear();
    this.#unacknowledged.clear();
    this.#pings = 0;
    this.#ping();
    this.#events.onOpen();
  }

  #closed(): void {
    clearTimeout(this.#pingTimer);
    this.#events.onClose();
  }

  #ping(): void {
    clearTimeout(this.#pingTimer);
    this.send({ type: 'ping', viewerUs: performance.now() * 1000 });
    this.#pings++;
    this.#pingTimer = setTimeout(() => this.#ping(), this.#pings < FIRST_PINGS ? FIRST_PING_MS : PING_MS);
  }

  #receive(text: string): void {
    const receivedUs = performance.now() * 1000;
    const message = parseMessage(stationMessageSchema, text);
    if (!message) {
      this.#unknown++;
      return;
    }
    if (message.type === 'pong') {
      this.clock.add({ sentUs: message.viewerUs, theirsUs: message.stationUs, receivedUs });
      return;
    }
    if (message.type === 'streams') {
      this.#names.clear();
      for (const stream of message.streams) this.#names.set(stream.number, stream.id);
    }
    this.#events.onMessage(message);
  }

  #receivePicture(message: Uint8Array, data?: Uint8Array): void {
    if (isSound(message)) return this.#receiveSound(message);
    if (isKeyPicture(message)) return this.#receiveKeyPicture(message, data);
    const picture = decodePicture(message, data);
    if (!picture) {
      this.#unknown++;
      return;
    }
    this.#events.onPicture(picture);
    this.#acknowledge(picture.stream);
  }

  #receiveSound(message: Uint8Array): void {
    const sound = decodeSound(message);
    if (sound) this.#events.onSound?.(sound);
    else this.#unknown++;
  }

  #receiveKeyPicture(message: Uint8Array, data?: Uint8Array): void {
    const answer = decodeKeyPicture(message, data);
    if (answer) this.#events.onKeyPicture?.(answer);
    else this.#unknown++;
  }

  #acknowledge(number: number): void {
    const pictures = (this.#unacknowledged.get(number) ?? 0) + 1;
    const stream = this.#names.get(number);
    if (pictures < ACK_EVERY || stream === undefined) {
      this.#unacknowledged.set(number, pictures);
      return;
    }
    this.send({ type: 'ack', stream, pictures });
    this.#unacknowledged.set(number, 0);
  }
}
