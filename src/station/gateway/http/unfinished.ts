import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export interface UnfinishedLimits {
  /** Of all sockets together, in bytes. */
  readonly bytes: number;
  /** From a message's first byte to its last, in ms. */
  readonly messageMs: number;
}

/** 64 MiB: eight of the largest pictures at a time, and thousands of usual ones. */
const DEFAULT_LIMITS: UnfinishedLimits = { bytes: 64 * 1024 * 1024, messageMs: 30_000 };
const LOOK_MS = 5000;
/** Of a client's ping or pong: two bytes and the mask (RFC 6455, 5.2 and 5.5). */
const CONTROL_HEADER_BYTES = 6;

interface Pending {
  readonly socket: WebSocket;
  bytes: number;
  sinceMs: number;
}

/**
 * Bounds what WebSockets hold of messages whose end has not come: one socket may hold one message at most, but a thousand
 * sockets a thousand. Where all of them together hold too much, the one that holds most is cut off; so is one whose message
 * takes too long. Counts the bytes off the wire, which are at least those that are held.
 */
export class UnfinishedMessages {
  readonly #limits: UnfinishedLimits;
  readonly #pending = new Set<Pending>();
  #bytes = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(limits: UnfinishedLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Bytes of all sockets together now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param wire the connection below `socket` */
  watch(socket: WebSocket, wire: Duplex): void {
    const pending: Pending = { socket, bytes: 0, sinceMs: 0 };
    const took = (chunk: Uint8Array) => this.#add(pending, chunk.length);
    const finished = () => this.#clear(pending);
    // In front of the WebSocket's own listener, which tells of the message that the chunk ends.
    wire.prependListener('data', took);
    // These may come between the pieces of a message, and end none.
    const controlled = (data: Buffer) => this.#take(pending, CONTROL_HEADER_BYTES + data.length);
    socket.on('message', finished).on('ping', controlled).on('pong', controlled);
    socket.once('close', () => {
      wire.off('data', took);
      finished();
    });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #add(pending: Pending, bytes: number): void {
    if (pending.bytes === 0) {
      pending.sinceMs = performance.now();
      this.#pending.add(pending);
      this.#timer ??= setInterval(() => this.#cutLate(), Math.min(LOOK_MS, this.#limits.messageMs)).unref();
    }
    pending.bytes += bytes;
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes) this.#cutLargest();
  }

  #take(pending: Pending, bytes: number): void {
    if (pending.bytes <= bytes) return this.#clear(pending);
    pending.bytes -= bytes;
    this.#bytes -= bytes;
  }

  #clear(pending: Pending): void {
    this.#bytes -= pending.bytes;
    pending.bytes = 0;
    this.#pending.delete(pending);
  }

  #cutLargest(): void {
    let largest: Pending | undefined;
    for (const pending of this.#pending) if (pending.bytes > (largest?.bytes ?? 0)) largest = pending;
    if (largest) this.#cut(largest);
  }

  #cutLate(): void {
    const now = performance.now();
    for (const pending of this.#pending) if (now - pending.sinceMs > this.#limits.messageMs) this.#cut(pending);
    if (this.#pending.size === 0) this.close();
  }

  #cut(pending: Pending): void {
    this.#clear(pending);
    pending.socket.terminate();
  }
}
