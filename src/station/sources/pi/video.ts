import net from 'node:net';
import { formatEndpoint } from '#core/settings/endpoint';
import { failureOf } from '../failure';
import type { LinkEnd, LinkRun } from '../supervisor';

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
  /** Milliseconds for connecting. */
  readonly connectMs?: number;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly silenceMs?: number;
  /** Turns a name into an address; the system's where it is absent. */
  readonly lookup?: net.LookupFunction;
}

/** The host's video socket (PROTOCOLS.md 1): a bare Annex B byte stream from the moment of connecting. */
export function piVideo(options: PiVideoOptions): LinkRun {
  const { host, port, onChunk, connectMs = CONNECT_TIMEOUT_MS, silenceMs = SILENCE_TIMEOUT_MS, lookup } = options;
  const where = formatEndpoint({ address: host, port });
  return (signal, events) =>
    new Promise((resolve) => {
      const socket = net.connect({
        ...{ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS },
        ...(lookup && { lookup }),
      });
      let failure: LinkEnd = { cause: 'closed', detail: `closed by ${where}` };
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      socket.setTimeout(connectMs);
      socket
        .on('connect', () => {
          socket.setTimeout(silenceMs);
          events.opened();
        })
        .on('data', (chunk) => {
          events.data();
          onChunk(chunk);
        })
        .on('timeout', () => {
          failure = socket.connecting
            ? { cause: 'timed-out', detail: `no answer from ${where} for ${connectMs / 1000} s` }
            : { cause: 'silent', detail: `no byte from ${where} for ${silenceMs / 1000} s` };
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
