import type { PushInput } from '#core/protocols/push/messages';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { DetectingIntake } from '../../../sources/detecting-intake';

/** One producer's connection. */
export interface Connection {
  /** What it says that it sends; absent: its first bytes show. */
  readonly codec?: 'h264' | 'h265' | undefined;
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
  /** When the last message came, or the producer; µs. */
  lastDataUs = nowUs();
  readonly #intake: DetectingIntake;
  #connection: Connection | undefined;
  #isFirst = true;
  #lingering: NodeJS.Timeout | undefined;

  constructor(stream: Stream, isNumbered: boolean, showDamaged = false) {
    this.stream = stream;
    this.isNumbered = isNumbered;
    this.#intake = new DetectingIntake(stream, { showDamaged });
    stream.setTelemetryLink({ state: 'stopped' });
  }

  /** A producer is there. */
  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /** Pictures of all its producers. */
  get pictures(): number {
    return this.stream.statistics().pictures;
  }

  /** A producer begins. What others that were there before still send, or their end, is not looked at any more. */
  connect(connection: Connection): void {
    clearTimeout(this.#lingering);
    this.#connection = connection;
    this.#isFirst = true;
    this.lastDataUs = nowUs();
    this.#intake.begin(connection.codec);
    this.stream.setVideo({ state: 'open', sinceUs: this.lastDataUs });
  }

  /** Takes a producer's message. @param bytes of the whole message */
  take(connection: Connection, input: PushInput, bytes: number): void {
    if (connection !== this.#connection) return;
    this.lastDataUs = nowUs();
    this.bytesReceived += bytes;
    if (this.#isFirst) {
      this.#isFirst = false;
      this.stream.setVideo({ state: 'open', sinceUs: this.lastDataUs, lastDataUs: this.lastDataUs });
    }
    switch (input.kind) {
      case 'bytes':
        return this.#intake.push(input.bytes);
      case 'fault':
        return this.#intake.lost();
      case 'sound': {
        // The producer's clock is not related to ours: sound and pictures of one connection are in step by their arrival.
        const { timestampUs: _, ...sound } = input.sound;
        this.stream.countBytes(bytes);
        return this.stream.publishAudio({ ...sound, receiveUs: this.lastDataUs });
      }
      case 'packet': {
        const { type, payload } = input.packet;
        const isPicture = type === 'frame' || type === 'key-frame';
        return isPicture ? this.#intake.pushPicture(payload) : this.#intake.push(payload);
      }
    }
  }

  /** Ends the producer's connection for the sake of another. */
  replace(reason: string): void {
    this.#connection?.replace(reason);
    this.#connection = undefined;
  }

  /**
   * The producer's connection ended: viewers keep the last picture and are told.
   *
   * @returns false where another had taken its place before
   */
  disconnect(connection: Connection, detail: string): boolean {
    if (connection !== this.#connection) return false;
    this.#connection = undefined;
    // What the connection left unfinished must not be ended by the next one's bytes.
    this.#intake.restart();
    this.stream.setVideo({ state: 'connecting', failure: { cause: 'closed', detail, everData: !this.#isFirst } });
    return true;
  }

  /** Calls back after a time, unless a producer comes or the stream ends before. */
  linger(ms: number, gone: () => void): void {
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(gone, ms);
  }

  end(): void {
    clearTimeout(this.#lingering);
  }
}
