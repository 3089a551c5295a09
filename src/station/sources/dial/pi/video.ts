import { once } from 'node:events';
import net from 'node:net';
import { formatEndpoint } from '#core/settings/endpoint';
import { failureOf } from '../../failure';
import type { LinkEnd, LinkEvents, LinkRun } from '../../supervisor';
import { dial } from '../attempts';
import { type ReadyConnection, SecondConnection } from './second-connection';
import { SilenceLimit } from './silence-limit';

const CONNECT_TIMEOUT_MS = 5000;
/** After so long another connection is tried beside, and then every second; a slow camera is given more, as `SilenceLimit` says. */
const BESIDE_MS = 3000;
const BESIDE_AGAIN_MS = 1000;
/** Finds a peer that lost its power, in case it had been silent for good reason. */
const KEEPALIVE_MS = 3000;

export interface PiVideoOptions {
  readonly host: string;
  readonly port: number;
  /** One piece off the socket; it may be kept. */
  readonly onChunk: (chunk: Uint8Array) => void;
  /** Milliseconds for connecting. */
  readonly connectMs?: number;
  /** Milliseconds without a byte after which a connection is given up, of a camera that is not slower. */
  readonly silenceMs?: number;
  /** Milliseconds without a byte after which another connection is tried beside. */
  readonly besideMs?: number;
  /** Our own port; the system chooses one where it is absent. */
  readonly localPort?: number;
  /** Turns a name into an address; the system's where it is absent. */
  readonly lookup?: net.LookupFunction;
}

/** The host's video socket (docs/protocols.md 1.1): a bare Annex B byte stream from the moment of connecting. */
export function piVideo(options: PiVideoOptions): LinkRun {
  const { host, port, onChunk, connectMs = CONNECT_TIMEOUT_MS, silenceMs } = options;
  const { lookup, localPort, besideMs = BESIDE_MS } = options;
  const where = formatEndpoint({ address: host, port });
  const connect = () =>
    net.connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEPALIVE_MS,
      localPort,
      ...(lookup && { lookup }),
    });
  // Of all connections to this host.
  const silence = new SilenceLimit(silenceMs);
  /** What was tried beside the connection before, and gave bytes. */
  let next: ReadyConnection | undefined;
  const dropNext = () => next?.socket.destroy();
  /** Who never said anything is dialled once at a time. */
  let hasSpoken = false;
  return async (signal, events) => {
    const ready = next?.socket.destroyed === false ? next : undefined;
    next = undefined;
    signal.removeEventListener('abort', dropNext);
    const againMs = hasSpoken ? Math.min(besideMs, BESIDE_AGAIN_MS) : undefined;
    const dialled = ready ?? (await dial({ connect, where, connectMs, againMs, signal }));
    if ('end' in dialled) return dialled.end;
    const { socket } = dialled;
    if (!isToItself(socket)) return carry(socket, ready?.first, signal, events);
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
    return { cause: 'refused', detail: `nothing listens on ${where}: the connection met itself` };
  };

  function carry(
    socket: net.Socket,
    first: Uint8Array | undefined,
    signal: AbortSignal,
    events: LinkEvents,
  ): Promise<LinkEnd> {
    return new Promise((resolve) => {
      const beside = new SecondConnection({
        connect,
        afterMs: besideMs * silence.slowness,
        againMs: Math.min(besideMs, BESIDE_AGAIN_MS),
        onReady: (found) => {
          next = found;
          // It may be a slow camera, which gives each connection a picture at once.
          silence.exceeded(performance.now());
          signal.addEventListener('abort', dropNext, { once: true });
          failure = { cause: 'silent', detail: `no byte from ${where}; another connection gives some`, hasNext: true };
          socket.destroy();
        },
      });
      let failure: LinkEnd = { cause: 'closed', detail: `closed by ${where}` };
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      socket
        .on('data', (chunk) => {
          const before = silence.ms;
          const limit = silence.data(performance.now());
          if (limit !== before) socket.setTimeout(limit);
          beside.heard();
          events.data();
          hasSpoken = true;
          onChunk(chunk);
        })
        .on('timeout', () => {
          failure = { cause: 'silent', detail: `no byte from ${where} for ${silence.ms / 1000} s` };
          silence.exceeded(performance.now());
          socket.destroy();
        })
        .on('error', (error) => {
          failure = failureOf(error, where);
        })
        .on('close', () => {
          beside.end();
          signal.removeEventListener('abort', abort);
          resolve(failure);
        });
      silence.opened();
      socket.setTimeout(first ? silence.data(performance.now()) : silence.ms);
      events.opened();
      if (!first) return;
      beside.heard();
      events.data();
      hasSpoken = true;
      onChunk(first);
      socket.resume();
    });
  }
}

/**
 * Whether a connection's two ends are one socket. An attempt at a port of this machine where nothing listens may be given that
 * very port as its own, and TCP then connects it with itself (RFC 9293, 3.5: simultaneous open): silent for ever, and the port
 * is taken from the host program that is to listen there.
 */
function isToItself({ localPort, remotePort, localAddress, remoteAddress }: net.Socket): boolean {
  return localPort === remotePort && localAddress === remoteAddress;
}
