import { io, type Socket } from 'socket.io-client';
import { PI_CLOCK_EVENT } from '#core/protocols/pi/messages';
import { readPiTelemetry } from '#core/protocols/pi/telemetry';
import { formatEndpoint } from '#core/settings/endpoint';
import type { Telemetry } from '#core/telemetry/telemetry';
import { detailOf, failureOf } from '../failure';
import type { LinkEnd, LinkRun } from '../supervisor';
import type { AskClock } from './host-clock';
import { createLenientParser } from './lenient-parser';

const CONNECT_TIMEOUT_MS = 5000;
/** A host that has been talking and is silent this long is gone: Socket.IO's own ping would take 85 s to notice. */
const SILENCE_TIMEOUT_MS = 10_000;
/** One event has some 700 bytes. */
const MOST_MESSAGE_BYTES = 1024 * 1024;

export interface PiTelemetryOptions {
  readonly host: string;
  readonly port: number;
  readonly onTelemetry: (telemetry: Telemetry) => void;
  /** A message that could not be read; the link goes on. */
  readonly onFault: (fault: string) => void;
  /** Gets a way to ask the host for its clock while connected; returns what ends the asking. */
  readonly followClock?: (ask: AskClock) => () => void;
  /** Milliseconds until Socket.IO stands. */
  readonly connectMs?: number;
  /** Milliseconds without an event after which a host that was talking is given up. */
  readonly silenceMs?: number;
}

/** The host's telemetry socket (PROTOCOLS.md 1): Socket.IO 5, event `telemetry`, one flat object. */
export function piTelemetry(options: PiTelemetryOptions): LinkRun {
  const { host, port, onTelemetry, onFault, followClock } = options;
  const { connectMs = CONNECT_TIMEOUT_MS, silenceMs = SILENCE_TIMEOUT_MS } = options;
  const where = formatEndpoint({ address: host, port });
  return (signal, events) =>
    new Promise((resolve) => {
      const socket = io(`http://${where}`, {
        // A host without WebSocket support still answers long polling.
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnection: false,
        forceNew: true,
        transportOptions: { websocket: { maxPayload: MOST_MESSAGE_BYTES } },
        parser: createLenientParser(onFault),
      });
      const unanswered = () => end({ cause: 'timed-out', detail: `no answer from ${where} for ${connectMs / 1000} s` });
      const silent = () => end({ cause: 'silent', detail: `nothing from ${where} for ${silenceMs / 1000} s` });
      // Socket.IO's own time-out ends with the transport; a host may still never admit us.
      let patience = setTimeout(unanswered, connectMs);
      let stopFollowing: (() => void) | undefined;
      const end = (failure: LinkEnd) => {
        clearTimeout(patience);
        stopFollowing?.();
        signal.removeEventListener('abort', abort);
        socket.removeAllListeners();
        socket.disconnect();
        resolve(failure);
      };
      const abort = () => end({ cause: 'closed', detail: 'stopped' });
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      socket
        .on('connect', () => {
          clearTimeout(patience);
          events.opened();
          stopFollowing = followClock?.(asksClockOf(socket));
        })
        .on('connect_error', (error) => end(engineFailure(error, where)))
        .on('disconnect', (reason) => end({ cause: 'closed', detail: `${reason} ${where}` }))
        .on('telemetry', (message: unknown) => {
          clearTimeout(patience);
          patience = setTimeout(silent, silenceMs);
          const read = readPiTelemetry(message);
          if ('fault' in read) {
            onFault(read.fault);
            return;
          }
          events.data();
          onTelemetry(read.telemetry);
        });
    });
}

/** Socket.IO forgets an acknowledgement that does not come in time, so that none pile up. */
function asksClockOf(socket: Socket): AskClock {
  return (timeoutMs) =>
    new Promise((resolve) => {
      socket.timeout(timeoutMs).emit(PI_CLOCK_EVENT, (error: Error | null, hostUs: unknown) => {
        resolve(error || typeof hostUs !== 'number' ? undefined : hostUs);
      });
    });
}

/**
 * Engine.IO hides the socket's error: behind an event (WebSocket), or in the `statusText` of a request that has no status
 * (long polling).
 */
function engineFailure(error: Error, where: string): LinkEnd {
  const inner = property(property(error, 'description'), 'error') ?? property(property(error, 'context'), 'statusText');
  if (inner instanceof Error) return failureOf(inner, where);
  const status = property(error, 'description');
  const detail = `${error.message}${typeof status === 'number' ? ` (HTTP ${status})` : ''} ${where}`;
  return { cause: 'protocol', detail: detailOf(detail) };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
