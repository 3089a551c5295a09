import type net from 'node:net';
import { failureOf } from '../failure';
import type { LinkEnd } from '../supervisor';

export interface DialOptions {
  readonly connect: () => net.Socket;
  /** What is dialled, for people. */
  readonly where: string;
  /** Milliseconds in which a connection has to stand. */
  readonly connectMs: number;
  /** Until another attempt is begun beside, in ms; absent: there is one attempt alone. */
  readonly againMs?: number | undefined;
  readonly signal: AbortSignal;
}

/** A connection that stands, or why there is none. */
export type Dialled = { readonly socket: net.Socket } | { readonly end: LinkEnd };

/**
 * Dials until a connection stands. The system sends an attempt's packet again ever more seldom, so that a host that comes back
 * would wait seconds for the next: another attempt is begun beside those that go on, and the first that stands is the one. What
 * one is told (refused, no way there) ends them all.
 */
export function dial({ connect, where, connectMs, againMs, signal }: DialOptions): Promise<Dialled> {
  return new Promise((resolve) => {
    const attempts: net.Socket[] = [];
    const finish = (dialled: Dialled, chosen?: net.Socket) => {
      clearTimeout(timeout);
      clearInterval(again);
      signal.removeEventListener('abort', abort);
      for (const socket of attempts) if (socket !== chosen) socket.destroy();
      resolve(dialled);
    };
    const abort = () => finish({ end: { cause: 'closed', detail: `closed by ${where}` } });
    const attempt = () => {
      const socket = connect();
      attempts.push(socket);
      // It stays: one that is let go of may still have something to say.
      socket.on('error', (error) => finish({ end: failureOf(error, where) }));
      socket.once('connect', () => finish({ socket }, socket));
    };
    const timeout = setTimeout(() => {
      finish({ end: { cause: 'timed-out', detail: `no answer from ${where} for ${connectMs / 1000} s` } });
    }, connectMs);
    const again = againMs === undefined ? undefined : setInterval(attempt, againMs);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    attempt();
  });
}
