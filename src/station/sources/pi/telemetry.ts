import { io, type Socket } from 'socket.io-client';
import { PI_CLOCK_EVENT } from '#core/protocols/pi/messages';
import { readPiTelemetry } from '#core/protocols/pi/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { failureOf } from '../failure';
import type { LinkRun } from '../supervisor';
import type { AskClock } from './host-clock';
import { createLenientParser } from './lenient-parser';

const CONNECT_TIMEOUT_MS = 5000;
/** A host that has been talking and is silent this long is gone: Socket.IO's own ping would take 85 s to notice. */
const SILENCE_TIMEOUT_MS = 10_000;

export interface PiTelemetryOptions {
  readonly host: string;
  readonly port: number;
  readonly onTelemetry: (telemetry: Telemetry) => void;
  /** A message that could not be read; the link goes on. */
  readonly onFault: (fault: string) => void;
  /** Gets a way to ask the host for its clock while connected; returns what ends the asking. */
  readonly followClock?: (ask: AskClock) => () => void;
}

/** The host's telemetry socket (PROTOCOLS.md 1): Socket.IO 5, event `telemetry`, one flat object. */
export function piTelemetry({ host, port, onTelemetry, onFault, followClock }: PiTelemetryOptions): LinkRun {
  return (signal, events) =>
    new Promise((resolve) => {
      const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      const socket = io(`http://${where}`, {
        // A host without WebSocket support still answers long polling.
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnection: false,
        forceNew: true,
        timeout: CONNECT_TIMEOUT_MS,
        parser: createLenientParser(onFault),
      });
      let silence: NodeJS.Timeout | undefined;
      let stopFollowing: (() => void) | undefined;
      const end = (failure: ReturnType<typeof failureOf>) => {
        clearTimeout(silence);
        stopFollowing?.();
        signal.removeEventListener('abort', abort);
        socket.removeAllListeners();
        socket.disconnect();
        resolve(failure);
      };
      const abort = () => end({ cause: 'closed', detail: 'stopped' });
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      const silent = () => end({ cause: 'silent', detail: `nothing from ${where} for ${SILENCE_TIMEOUT_MS / 1000} s` });
      socket
        .on('connect', () => {
          events.opened();
          stopFollowing = followClock?.(asksClockOf(socket));
        })
        .on('connect_error', (error) => end(engineFailure(error, where)))
        .on('disconnect', (reason) => end({ cause: 'closed', detail: `${reason} ${where}` }))
        .on('telemetry', (message: unknown) => {
          clearTimeout(silence);
          silence = setTimeout(silent, SILENCE_TIMEOUT_MS);
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
function engineFailure(error: Error, where: string): ReturnType<typeof failureOf> {
  const inner = property(property(error, 'description'), 'error') ?? property(property(error, 'context'), 'statusText');
  if (inner instanceof Error) return failureOf(inner, where);
  if (error.message === 'timeout') return { cause: 'timed-out', detail: `no answer from ${where}` };
  const status = property(error, 'description');
  const detail = `${error.message}${typeof status === 'number' ? ` (HTTP ${status})` : ''} ${where}`;
  return { cause: 'protocol', detail: detail.slice(0, 300) };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
