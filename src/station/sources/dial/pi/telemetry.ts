import http from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { parseJsonWithNaN } from '#core/protocols/pi/json-with-nan';
import {
  PI_CLOCK_EVENT,
  PI_HOST_EVENT,
  PI_MAVLINK_EVENT,
  PI_TELEMETRY_EVENT,
  PI_TRUE_VERSION,
} from '#core/protocols/pi/messages';
import { isPiTelemetry, readPiTelemetry } from '#core/protocols/pi/telemetry';
import { readCameraTrouble, readTrueTelemetry } from '#core/protocols/pi/true-telemetry';
import { formatEndpoint } from '#core/settings/endpoint';
import type { Telemetry } from '#core/telemetry/telemetry';
import { lookupLocal } from '../../../network/mdns/local-lookup';
import { detailOf, failureOf, httpFailure } from '../../failure';
import type { LinkEnd, LinkEvents, LinkRun } from '../../supervisor';
import { runEngineIo3 } from './engine-io-3';
import type { AskClock } from './host-clock';
import { createLenientParser } from './lenient-parser';

const CONNECT_TIMEOUT_MS = 5000;
/** A host that has been talking and is silent this long is gone: Socket.IO's own ping would take 85 s to notice. */
const SILENCE_TIMEOUT_MS = 10_000;
/** Where some hosts send it instead of the main namespace. */
const OTHER_NAMESPACE = '/telemetry';
/** What socket.io-client 4 says of a peer of Socket.IO 2: by WebSocket, and by long polling. */
const SPEAKS_2 = /v2\.x|^server error$/;
/** What a host says that has no main namespace: socket.io, python-socketio. */
const NO_NAMESPACE = /^(?:invalid namespace|unable to connect)$/i;
/** Names of events that are told as faults. */
const MAX_STRANGE = 8;
/** One event has some 700 bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Finds names of `.local` as the video does. */
const LOCAL_AGENT = new http.Agent({ lookup: lookupLocal });

export interface PiTelemetryOptions {
  readonly host: string;
  readonly port: number;
  readonly onTelemetry: (telemetry: Telemetry) => void;
  /** A message that could not be read; the link goes on. */
  readonly onFault: (fault: string) => void;
  /** A host of ours says why its camera gives nothing. */
  readonly onCameraTrouble?: (why: string) => void;
  /** A host of ours passes on what the vehicle says over MAVLink: whole packets. Where it is absent they are not asked for. */
  readonly onMavlink?: (packets: Uint8Array) => void;
  /** Gets a way to ask the host for its clock while connected; returns what ends the asking. */
  readonly followClock?: (ask: AskClock) => () => void;
  /** Milliseconds until Socket.IO stands. */
  readonly connectMs?: number;
  /** Milliseconds without an event after which a host that was talking is given up. */
  readonly silenceMs?: number;
}

/**
 * The host's telemetry socket (docs/protocols.md 1.2): Socket.IO 5, event `telemetry`, one flat object. A host of Socket.IO 2 is
 * spoken to as such. An event of another name is taken where it is telemetry for certain, and so is the namespace
 * `/telemetry`.
 */
export function piTelemetry(options: PiTelemetryOptions): LinkRun {
  const { host, port, connectMs = CONNECT_TIMEOUT_MS } = options;
  const where = formatEndpoint({ address: host, port });
  let speaks2 = false;
  return async (signal, events) => {
    if (!speaks2) {
      const end = await runSocketIo(options, where, signal, events);
      if (signal.aborted || !SPEAKS_2.test(end.message ?? '')) return withoutMessage(end);
      const old = await runSocketIo2(options, where, connectMs, signal, events);
      speaks2 = old.hasOpened;
      // What was no Socket.IO 2 either is what it seemed to be at first.
      return speaks2 || signal.aborted ? old.end : withoutMessage(end);
    }
    const { end, hasOpened } = await runSocketIo2(options, where, connectMs, signal, events);
    // It may be another program by now.
    speaks2 = hasOpened;
    return end;
  };
}

/** Events of either version, as one. */
class EventReader {
  readonly #options: PiTelemetryOptions;
  readonly #events: LinkEvents;
  readonly #strange = new Set<string>();

  constructor(options: PiTelemetryOptions, events: LinkEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** @returns whether it was the host's telemetry, readable or not */
  take(name: unknown, message: unknown): boolean {
    const { onFault, onTelemetry, onCameraTrouble } = this.#options;
    if (name === PI_HOST_EVENT) {
      const trouble = readCameraTrouble(message);
      if (trouble !== undefined) onCameraTrouble?.(trouble);
      return false;
    }
    if (name !== PI_TELEMETRY_EVENT && !isPiTelemetry(message)) {
      this.#tellStrange(String(name).slice(0, 50));
      return false;
    }
    const own = readTrueTelemetry(message);
    const read = own ? { telemetry: own } : readPiTelemetry(message);
    if ('fault' in read) onFault(read.fault);
    else {
      this.#events.data();
      onTelemetry(read.telemetry);
    }
    return true;
  }

  /** Once for each name, of which a host has few. */
  #tellStrange(name: string): void {
    if (this.#strange.has(name) || this.#strange.size >= MAX_STRANGE) return;
    this.#strange.add(name);
    this.#options.onFault(`event “${name}” is not “${PI_TELEMETRY_EVENT}”, and holds no telemetry`);
  }
}

interface SocketIoEnd extends LinkEnd {
  /** What the client said. */
  readonly message?: string;
}

function withoutMessage({ cause, detail }: SocketIoEnd): LinkEnd {
  return { cause, detail };
}

function runSocketIo(
  options: PiTelemetryOptions,
  where: string,
  signal: AbortSignal,
  events: LinkEvents,
): Promise<SocketIoEnd> {
  const { onFault, onMavlink, followClock, connectMs = CONNECT_TIMEOUT_MS, silenceMs = SILENCE_TIMEOUT_MS } = options;
  return new Promise((resolve) => {
    const socket = io(`http://${where}`, {
      // A host without WebSocket support still answers long polling.
      // Asked of every host; none but ours knows the question.
      query: { version: String(PI_TRUE_VERSION), ...(onMavlink && { mavlink: '1' }) },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: false,
      forceNew: true,
      // The types know the browser's agent alone.
      agent: LOCAL_AGENT as unknown as string,
      transportOptions: { websocket: { maxPayload: MAX_MESSAGE_BYTES } },
      parser: createLenientParser(onFault),
    });
    const reader = new EventReader(options, events);
    const unanswered = () => end({ cause: 'timed-out', detail: `no answer from ${where} for ${connectMs / 1000} s` });
    const silent = () => end({ cause: 'silent', detail: `nothing from ${where} for ${silenceMs / 1000} s` });
    // Socket.IO's own time-out ends with the transport; a host may still never admit us.
    let patience = setTimeout(unanswered, connectMs);
    let stopFollowing: (() => void) | undefined;
    let other: Socket | undefined;
    const end = (failure: SocketIoEnd) => {
      clearTimeout(patience);
      stopFollowing?.();
      signal.removeEventListener('abort', abort);
      for (const one of [socket, other]) one?.removeAllListeners().offAny().disconnect();
      resolve(failure);
    };
    const abort = () => end({ cause: 'closed', detail: 'stopped' });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    const take = (name: unknown, message: unknown, acknowledge?: unknown) => {
      if (name === PI_MAVLINK_EVENT && message instanceof Uint8Array) {
        onMavlink?.(message);
        // The host sends no more to who does not say that it reads.
        if (typeof acknowledge === 'function') acknowledge();
        return;
      }
      if (!reader.take(name, message)) return;
      clearTimeout(patience);
      patience = setTimeout(silent, silenceMs);
    };
    const fail = (error: Error) => end({ ...engineFailure(error, where), message: error.message });
    const opened = (by: Socket) => {
      clearTimeout(patience);
      events.opened();
      stopFollowing = followClock?.(asksClockOf(by));
    };
    socket
      .on('connect', () => {
        opened(socket);
        // A namespace that the host does not have is refused, and that is no loss.
        other = socket.io.socket(OTHER_NAMESPACE).onAny(take);
      })
      .on('connect_error', (error) => {
        if (!NO_NAMESPACE.test(error.message)) return fail(error);
        const only = socket.io.socket(OTHER_NAMESPACE).onAny(take);
        other = only;
        only.on('connect', () => opened(only)).on('connect_error', () => fail(error));
        only.on('disconnect', (reason) => end({ cause: 'closed', detail: `${reason} ${where}` }));
      })
      .on('disconnect', (reason) => end({ cause: 'closed', detail: `${reason} ${where}` }))
      .onAny(take);
  });
}

/** The same of a host of Socket.IO 2. Its clock is not asked for: no such host tells it. */
async function runSocketIo2(
  options: PiTelemetryOptions,
  where: string,
  connectMs: number,
  signal: AbortSignal,
  events: LinkEvents,
): Promise<{ readonly end: LinkEnd; readonly hasOpened: boolean }> {
  const { onFault, silenceMs = SILENCE_TIMEOUT_MS } = options;
  const stop = new AbortController();
  const reader = new EventReader(options, events);
  let hasOpened = false;
  let silence: NodeJS.Timeout | undefined;
  const end = await runEngineIo3(
    {
      ...{ where, connectMs, namespaces: [OTHER_NAMESPACE], maxMessageBytes: MAX_MESSAGE_BYTES },
      onOpen: () => {
        hasOpened = true;
        events.opened();
      },
      onEvent: (json) => {
        const read = parseJsonWithNaN(json);
        if ('fault' in read || !Array.isArray(read.value)) return onFault(`message dropped: ${json.length} characters`);
        const [name, message]: readonly unknown[] = read.value;
        if (!reader.take(name, message)) return;
        clearTimeout(silence);
        silence = setTimeout(() => stop.abort(), silenceMs);
      },
    },
    AbortSignal.any([signal, stop.signal]),
  );
  clearTimeout(silence);
  const silent = { cause: 'silent', detail: `nothing from ${where} for ${silenceMs / 1000} s` } as const;
  if (signal.aborted) return { end: { cause: 'closed', detail: 'stopped' }, hasOpened };
  return { end: stop.signal.aborted ? silent : end, hasOpened };
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
  const cause = typeof status === 'number' ? httpFailure(status, where).cause : 'protocol';
  return { cause, detail: detailOf(detail) };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
