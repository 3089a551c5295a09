import type { Socket } from 'node:net';
import { oneLine } from '#core/names';
import { LineSplitter, LONGEST_LINE_BYTES } from '#core/protocols/remote-camera/line-splitter';
import { type Handshake, readRemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { type SenderRequest, writeSenderRequest } from '#core/protocols/remote-camera/sender-requests';
import { nowUs } from '../../../clock';
import { EncodingWatch } from '../../../encoding/encoding-watch';
import type { Log } from '../../../log';
import type { Admission, PhoneIdentity } from './admission';
import type { PhoneConnection } from './phone-connection';
import type { PhoneStream } from './phone-stream';
import type { Phones } from './phones';

/** A stranger's line: room for a handshake with parameter sets, not for pictures. */
const LONGEST_STRANGERS_LINE_BYTES = 128 * 1024;
/** Who says nothing for so long is a probe, or gone. */
const SILENT_MS = 30_000;
/** Key pictures are asked for no more often than this. */
const KEY_FRAME_EVERY_US = 1e6;

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly phones: Phones;
  readonly admission: Admission;
  readonly log: Log;
}

/** A phone's place in the station, once it is let in. */
interface Seat {
  readonly connection: PhoneConnection;
  readonly phone: PhoneStream;
}

/** Serves one phone until its socket closes. Its first message says who it is; before it is let in, nothing else is read. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #address: string;
  readonly #gone = new AbortController();
  readonly #lines: LineSplitter;
  #seat: Seat | undefined;
  /** What the sender says that it listens to. */
  #accepts: readonly string[] = [];
  #isAsking = false;
  #faults = 0;
  #lastDataUs = nowUs();
  #keyFrameAskedUs = Number.NEGATIVE_INFINITY;
  #encoding: EncodingWatch | undefined;
  #forgetWanted: () => void = () => undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { socket, log } = options;
    this.#address = socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown';
    this.#lines = new LineSplitter(
      { onLine: (line) => this.#receive(line), onTooLong: () => this.#fault() },
      LONGEST_STRANGERS_LINE_BYTES,
    );
    socket
      .setNoDelay(true)
      .setTimeout(SILENT_MS, () => socket.destroy())
      .on('data', (chunk: Buffer) => {
        this.#lastDataUs = nowUs();
        this.#lines.push(chunk);
      })
      .on('error', (error) => log.debug(`phone at ${this.#address}: ${error.message}`))
      .on('close', () => this.#closed());
  }

  #receive(line: Uint8Array): void {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8');
    const message = readRemoteCameraMessage(text);
    if (!message) return this.#fault();
    if (message.kind === 'handshake') return this.#greet(message.payload);
    const seat = this.#seat;
    if (!seat) return;
    // An id that no handshake named belongs to no phone.
    if (message.payload.sourceID !== seat.connection.sourceID) return this.#fault();
    seat.phone.take(message);
    this.#askWhereItWaits(seat.phone);
  }

  #greet(handshake: Handshake): void {
    const { admission } = this.#options;
    const identity: PhoneIdentity = {
      sourceID: oneLine(handshake.sourceID),
      deviceName: oneLine(handshake.deviceName),
      address: this.#address,
      pairingCode: handshake.pairingCode,
    };
    // Who was let in may go by another name.
    const isAdmitted = this.#seat !== undefined || admission.known(identity);
    if (isAdmitted !== undefined) return this.#decide(isAdmitted, identity, handshake);
    if (this.#isAsking) return;
    this.#isAsking = true;
    void admission.ask(identity, this.#gone.signal).then((answer) => {
      this.#isAsking = false;
      if (!this.#gone.signal.aborted) this.#decide(answer, identity, handshake);
    });
  }

  #decide(isAdmitted: boolean, identity: PhoneIdentity, { accepts = [], parameterSets }: Handshake): void {
    if (!isAdmitted) return this.#end('not let in');
    if (this.#seat?.connection.sourceID !== identity.sourceID && !this.#sit(identity)) return;
    this.#lines.longestBytes = LONGEST_LINE_BYTES;
    this.#accepts = accepts;
    this.#seat?.phone.greet(parameterSets);
    this.#attend();
    this.#requestKeyPicture();
  }

  /** Sees to what viewers want of the phone, as far as it says that it listens: anew, since it may have begun anew. */
  #attend(): void {
    this.#neglect();
    const stream = this.#seat?.phone.stream;
    if (!stream) return;
    this.#forgetWanted = stream.onWanted((wanted) => wanted && this.#requestKeyPicture());
    if (this.#accepts.includes('encoding')) {
      this.#encoding = new EncodingWatch(stream, (encoding) => this.#request({ kind: 'encoding', ...encoding }));
    }
  }

  #neglect(): void {
    this.#forgetWanted();
    this.#encoding?.end();
    this.#encoding = undefined;
  }

  /** Takes the stream of an id, and lets go of the one of a former id. */
  #sit(identity: PhoneIdentity): boolean {
    const { phones, log } = this.#options;
    const connection = this.#connectionOf(identity);
    const claim = phones.claim(connection);
    if (!claim.ok) {
      this.#end(claim.reason);
      return false;
    }
    if (this.#seat) phones.release(this.#seat.connection, 'the phone goes by another name now');
    this.#seat = { connection, phone: claim.phone };
    log.info(`phone “${connection.name}” (${connection.sourceID}) at ${this.#address} is let in`);
    return true;
  }

  #connectionOf(identity: PhoneIdentity): PhoneConnection {
    const { sourceID, deviceName, address } = identity;
    return {
      sourceID,
      address,
      name: deviceName || sourceID,
      isPaired: this.#options.admission.knowsCode(identity),
      lastDataUs: () => this.#lastDataUs,
      replace: (reason) => {
        this.#neglect();
        this.#seat = undefined;
        this.#end(reason);
      },
    };
  }

  #askWhereItWaits({ stream }: PhoneStream): void {
    const { video } = stream.links;
    const isWaiting = video?.state === 'open' && (video.waitingFor === 'key-picture' || video.waitingFor === 'entry');
    if (isWaiting) this.#requestKeyPicture();
  }

  #requestKeyPicture(): void {
    if (nowUs() - this.#keyFrameAskedUs < KEY_FRAME_EVERY_US) return;
    this.#keyFrameAskedUs = nowUs();
    this.#request({ kind: 'keyFrame' });
  }

  /** Nothing is ever written to a phone that did not say that it listens. */
  #request(request: SenderRequest): void {
    if (this.#accepts.includes(request.kind)) this.#options.socket.write(writeSenderRequest(request));
  }

  #fault(): void {
    this.#faults++;
    this.#seat?.phone.stream.countFault();
  }

  #end(reason: string): void {
    this.#options.log.info(`phone at ${this.#address}: ${oneLine(reason)}; closed`);
    this.#options.socket.destroy();
  }

  #closed(): void {
    this.#gone.abort();
    this.#neglect();
    if (!this.#seat) return;
    const { connection } = this.#seat;
    this.#options.phones.release(connection, `closed by ${this.#address}`);
    const unread = this.#faults > 0 ? `; ${this.#faults} messages could not be read` : '';
    this.#options.log.info(`phone “${connection.name}” at ${this.#address} gone${unread}`);
  }
}
