import type { WebSocket } from 'ws';

/**
 * Pictures that a client may be behind by what its pongs tell. What lies in the kernel's socket buffers is seen nowhere
 * else, and on a slow line that is many seconds of small pictures.
 */
const MAX_UNANSWERED = 8;

/** Writes one picture; called when its turn has come, so that a picture that is skipped costs nothing. */
export type WriteFrame = () => string | Uint8Array;

/**
 * Sends pictures to a client that acknowledges none: one on its way into the network, one waiting, a third replaces the
 * second. Each picture is followed by a WebSocket ping, which every client answers by itself, in turn.
 */
export class FrameSender {
  readonly #socket: WebSocket;
  readonly #onCount: (what: 'sent' | 'skipped') => void;
  readonly #pong = (data: Buffer) => this.#answered(data);
  #waiting: WriteFrame | undefined;
  #writing = false;
  #sent = 0;
  #answers = 0;
  /** A client that never answered a ping may not know how. */
  #answersPings = false;

  /** @param onCount told of each picture when it is sent, or given up because the client is behind. */
  constructor(socket: WebSocket, onCount: (what: 'sent' | 'skipped') => void) {
    this.#socket = socket;
    this.#onCount = onCount;
    socket.on('pong', this.#pong);
  }

  offer(write: WriteFrame): void {
    if (this.#waiting) this.#onCount('skipped');
    this.#waiting = write;
    this.#next();
  }

  /** Forgets the picture that waits. */
  clear(): void {
    this.#waiting = undefined;
  }

  close(): void {
    this.clear();
    this.#socket.off('pong', this.#pong);
  }

  #next(): void {
    const write = this.#waiting;
    const behind = this.#answersPings && this.#sent - this.#answers >= MAX_UNANSWERED;
    if (!write || this.#writing || behind || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#waiting = undefined;
    this.#writing = true;
    this.#sent++;
    this.#socket.send(write(), () => {
      this.#writing = false;
      this.#next();
    });
    this.#socket.ping(String(this.#sent));
    this.#onCount('sent');
  }

  #answered(data: Buffer): void {
    const number = Number(data.toString());
    // The gateway pings too, to find dead clients.
    if (!Number.isInteger(number) || number <= this.#answers || number > this.#sent) return;
    this.#answersPings = true;
    this.#answers = number;
    this.#next();
  }
}
