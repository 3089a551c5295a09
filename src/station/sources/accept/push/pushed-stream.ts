import type { PushInput } from '#core/protocols/push/messages';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import { Attachment } from '../attachment';

/** One producer's connection. */
export interface Connection {
  /** What it says that it sends; absent: its first bytes show. */
  readonly codec?: 'h264' | 'h265' | undefined;
  /** Says to its program what is wrong with what it sends. */
  tell?(message: string): void;
  /** Ends it: another takes its place. */
  replace(reason: string): void;
}

/** One stream that producers push into: one at a time, and the next continues nothing of the last. */
export class PushedStream {
  readonly stream: Stream;
  /** Its id was given to it, not asked for. */
  readonly isNumbered: boolean;
  /** Bytes of all messages of all its producers. */
  bytesReceived = 0;
  readonly #intake: Intake;
  readonly #attachment: Attachment<Connection>;

  constructor(stream: Stream, isNumbered: boolean, showDamaged = false) {
    this.stream = stream;
    this.isNumbered = isNumbered;
    this.#attachment = new Attachment(stream);
    this.#intake = new Intake(stream, { showDamaged });
  }

  /** A producer is there. */
  get connected(): boolean {
    return this.#attachment.peer !== undefined;
  }

  /** When the last message came, or the producer; µs. */
  get lastDataUs(): number {
    return this.#attachment.lastDataUs;
  }

  /** Pictures of all its producers. */
  get pictures(): number {
    return this.stream.statistics().pictures;
  }

  /** A producer begins. What others that were there before still send, or their end, is not looked at any more. */
  connect(connection: Connection): void {
    this.#intake.begin(connection.codec);
    this.#attachment.opened(connection);
  }

  /** Takes a producer's message. @param bytes of the whole message */
  take(connection: Connection, input: PushInput, bytes: number): void {
    if (connection !== this.#attachment.peer) return;
    const receiveUs = this.#attachment.data();
    this.bytesReceived += bytes;
    switch (input.kind) {
      case 'bytes':
        return this.#takeBytes(connection, input.bytes);
      case 'fault':
        return this.#intake.lost();
      case 'sound': {
        // The producer's clock is not related to ours: sound and pictures of one connection are in step by their arrival.
        const { timestampUs: _, ...sound } = input.sound;
        this.stream.countBytes(bytes);
        return this.stream.publishAudio({ ...sound, receiveUs });
      }
      case 'packet': {
        const { type, payload } = input.packet;
        const isPicture = type === 'frame' || type === 'key-frame';
        if (isPicture) this.#intake.pushPicture(payload);
        else this.#intake.push(payload);
        return;
      }
    }
  }

  #takeBytes(connection: Connection, bytes: Uint8Array): void {
    const before = this.#intake.foreign;
    this.#intake.push(bytes);
    const { foreign } = this.#intake;
    if (!foreign || before) return;
    const where = this.stream.info.id;
    connection.tell?.(`${english(text(`found.${foreign}`, { where }))} ${english(text(`found.${foreign}.tip`))}`);
  }

  /** Ends the producer's connection for the sake of another. */
  replace(reason: string): void {
    const { peer } = this.#attachment;
    if (!peer) return;
    this.#attachment.closed(peer, reason);
    peer.replace(reason);
  }

  /**
   * The producer's connection ended: viewers keep the last picture and are told.
   *
   * @returns false where another had taken its place before
   */
  disconnect(connection: Connection, detail: string): boolean {
    if (!this.#attachment.closed(connection, detail)) return false;
    // What the connection left unfinished must not be ended by the next one's bytes.
    this.#intake.begin();
    return true;
  }

  /** Calls back after a time, unless a producer comes or the stream ends before. */
  linger(ms: number, gone: () => void): void {
    this.#attachment.linger(ms, gone);
  }

  end(): void {
    this.#attachment.end();
  }
}
