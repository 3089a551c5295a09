import net from 'node:net';
import { failureOf } from '../failure';
import type { LinkRun } from '../supervisor';

const CONNECT_TIMEOUT_MS = 5000;
/** A live camera is never this long without a picture: the peer is gone, or hung, and only a new connection can tell. */
const SILENCE_TIMEOUT_MS = 10_000;
/** Finds a peer that lost its power, in case it had been silent for good reason. */
const KEEPALIVE_MS = 3000;

export interface PiVideoOptions {
  readonly host: string;
  readonly port: number;
  /** One piece off the socket; it may be kept. */
  readonly onChunk: (chunk: Uint8Array) => void;
}

/** The host's video socket (PROTOCOLS.md 1): a bare Annex B byte stream from the moment of connecting. */
export function piVideo({ host, port, onChunk }: PiVideoOptions): LinkRun {
  return (signal, events) =>
    new Promise((resolve) => {
      const where = `${host}:${port}`;
      const socket = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
      let failure = { cause: 'closed' as const, detail: `closed by ${where}` } as ReturnType<typeof failureOf>;
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      socket.setTimeout(CONNECT_TIMEOUT_MS);
      socket
        .on('connect', () => {
          socket.setTimeout(SILENCE_TIMEOUT_MS);
          events.opened();
        })
        .on('data', (chunk) => {
          events.data();
          onChunk(chunk);
        })
        .on('timeout', () => {
          failure = socket.connecting
            ? { cause: 'timed-out', detail: `no answer from ${where} for ${CONNECT_TIMEOUT_MS / 1000} s` }
            : { cause: 'silent', detail: `no byte from ${where} for ${SILENCE_TIMEOUT_MS / 1000} s` };
          socket.destroy();
        })
        .on('error', (error) => {
          failure = failureOf(error, where);
        })
        .on('close', () => {
          signal.removeEventListener('abort', abort);
          resolve(failure);
        });
    });
}
