import type net from 'node:net';

/** A connection that gave its first bytes, and is paused behind them. */
export interface ReadyConnection {
  readonly socket: net.Socket;
  readonly first: Uint8Array;
}

export interface SecondConnectionOptions {
  readonly connect: () => net.Socket;
  /** Silence of the first, in ms, after which another is tried. */
  readonly afterMs: number;
  /** Until one that does not come about is tried anew, in ms: packets that are sent again come ever more slowly. */
  readonly againMs: number;
  /** Another one gives bytes; it is the caller's now. */
  readonly onReady: (ready: ReadyConnection) => void;
}

/**
 * Tries another connection beside one that is silent: the first may be dead without either end knowing, as behind a radio link
 * that was away, and may be alive, so that it is not given up for a guess. Whichever gives bytes first is the one. A host that
 * has said nothing yet is not disturbed, nor one that usually pauses for so long.
 */
export class SecondConnection {
  readonly #options: SecondConnectionOptions;
  #timer: NodeJS.Timeout | undefined;
  #waitMs: number;
  #heardMs = 0;
  #again: NodeJS.Timeout | undefined;
  #trying: net.Socket | undefined;

  constructor(options: SecondConnectionOptions) {
    this.#options = options;
    this.#waitMs = options.afterMs;
  }

  /** The first gave bytes. Cheap. */
  heard(): void {
    const nowMs = performance.now();
    const pauseMs = this.#timer ? nowMs - this.#heardMs : 0;
    this.#heardMs = nowMs;
    if (this.#trying) this.#drop();
    if (this.#timer && 2 * pauseMs <= this.#waitMs) return void this.#timer.refresh();
    this.#waitMs = Math.max(this.#waitMs, 2 * pauseMs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#try(), this.#waitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#drop();
  }

  #try(): void {
    const { connect, againMs, onReady } = this.#options;
    this.#again = setTimeout(() => this.#try(), againMs);
    // One that stands is waited for: a host that starts its camera for each would never come to it.
    if (this.#trying && !this.#trying.connecting && !this.#trying.destroyed) return;
    this.#trying?.destroy();
    const socket = connect();
    this.#trying = socket;
    // That it fails says no more than the silence does.
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      if (this.#trying !== socket) return;
      socket.pause();
      this.#trying = undefined;
      this.end();
      onReady({ socket, first });
    });
  }

  #drop(): void {
    clearTimeout(this.#again);
    this.#trying?.destroy();
    this.#trying = undefined;
  }
}
